// Package editor is the only code in this program that can change a directory.
// It adds and deletes single values of a few attributes, one at a time, and
// keeps a journal of each. Of userAccountControl the values are its flags, of
// msDS-AllowedToActOnBehalfOfOtherIdentity the entries of its descriptor: the old
// value is deleted and the new one added in one request, which the directory refuses
// when the old value is no longer there.
//
// A change goes: read the object again; record the intent, with the values that
// are there, on disk; check that the object is still the one that was meant and
// that the value still stands as it did; for an SPN, look through the forest for
// another owner; send one modify request; record the outcome; read back from the
// same domain controller. A request whose answer was lost is never sent again: the
// object is read instead. What stays unknown is settled later (Settle).
//
// A program that is built or started read-only does not reach this package.
package editor
