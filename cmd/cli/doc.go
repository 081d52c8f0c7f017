// Package cli is the tree of commands: the root command and what it does before any
// other, completion, and the commands that belong to the program itself (config, lab,
// version). Each other command is a package beside this one, on top of package app.
//
// The tests here run whole commands.
package cli
