// Package quiet keeps the terminal library from asking the terminal for its
// background colour before main runs. A terminal that never answers would cost
// every subcommand five seconds.
//
// It works only while it is initialised before bubbletea: Go initialises ready
// packages in the order of their import paths, and this one's begins with
// "adwalk", so it must import nothing that pulls bubbletea in. Import it for
// its effect from the main package.
package quiet

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
