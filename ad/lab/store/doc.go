// Package store is the lab's directory: an in-memory database of entries with
// a small schema after Active Directory's, naming contexts, searches, and
// value-level changes that are refused for the reasons, and with the codes and
// texts, that a domain controller gives (MS-ADTS 3.1.1.5).
//
// An Entry never changes once it is in a Tree: a change puts a new one in its
// place. Readers may therefore keep what they were given. The package does no
// input or output; the servers beside it put it on the wire.
package store
