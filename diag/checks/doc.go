// Package checks holds the judgements, one a file with its cases beside it. A
// check reads facts and nothing else, and says of every subject that it looked
// at whether it is as it should be, is not, or could not be judged.
//
// All is the registry. A new check is a file here, a line there and a page in
// diag/pages; the tests hold the three together.
package checks
