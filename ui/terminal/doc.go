// Package terminal draws whole frames on a terminal with as few bytes as it
// can: only the cells that differ from the frame before are sent, rows that
// moved are moved by the terminal itself, and a frame that a slow link could not
// take in time is left out for a newer one.
//
// It uses what every VT100 descendant knows (ECMA-48 CUP, CUF, EL and SGR; DEC
// STBM, IND and RI), so it asks the terminal nothing.
package terminal
