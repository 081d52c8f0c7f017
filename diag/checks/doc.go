// Package checks holds the judgements, one a file that is named after its code;
// files without a check hold what several share. A check reads facts and nothing
// else, and says of every subject that it looked at whether it is as it should
// be, is not, or could not be judged.
//
// All is the registry. A new check is a file here, a line there, a page in
// diag/pages and cases in a test; the tests hold the four together. The package
// may import ad, diag and diag/facts.
package checks
