// Package safefile opens the files that this program writes: never through a
// symbolic link, never a pipe or a device, never a file of somebody else, and
// always readable by its owner alone (mode 0600), also when the file existed
// with more. It locks files between programs.
//
// On Windows a file inherits the access list of its directory; there the owner
// is checked, and that the list lets no group of everybody write.
package safefile
