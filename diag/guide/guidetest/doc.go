// Package guidetest helps tests of guides: made facts, one step visited on them, and
// what the step then says, asks for and refuses.
package guidetest
