// Package walk shows a walkthrough: the path at the left, the story of the
// step at the right. It runs every automatic step when it opens, stops at the
// first thing that is wrong, and leads on to the evidence, to what only a
// person can see, and to the plan.
package walk
