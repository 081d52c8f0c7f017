// Package session owns what a run of the program is connected with: who is
// logged in, the tickets, the connections to domain controllers and services,
// and the network that they are reached through.
//
// A Config says what the operator asked for and never changes after New. An
// Environment is the network that questions go out to: the machine's own, or
// another one such as an embedded forest. An Epoch is one login. It owns its
// tickets, its connections and what it knows of every domain controller. A new
// login makes a new Epoch and ends the old one: whoever is in the middle of a
// question may finish it, the next question is refused with the reason. Work
// that must not mix two identities therefore keeps its Epoch.
//
// Everything here is safe for concurrent use. No lock is held while anything
// is waited for: what is dialled or asked once for several users runs in a
// goroutine of the Epoch, and each user waits under its own context.
package session
