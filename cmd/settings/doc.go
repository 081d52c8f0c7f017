// Package settings reads the configuration file of adwalk: options by their
// long names, profiles of them per forest, and options of single commands.
//
// The file never holds secrets: no option takes one. Who may write to the file
// decides where passwords are sent, so a file that others may write to is refused.
package settings
