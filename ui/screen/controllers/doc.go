// Package controllers shows every domain controller side by side, with one
// attribute of an account where it was asked for; and the one that the console
// talks to: who it is, what it offers, and how far its clock is from ours.
package controllers
