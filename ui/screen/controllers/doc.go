// Package controllers shows the domain controller that the console talks to:
// who it is, what it offers, and how far its clock is from ours.
package controllers
