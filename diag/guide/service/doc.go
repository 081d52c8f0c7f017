// Package service holds the steps that guides about one service share: the SPNs
// that its clients ask for, DNS, the owner, the account, the ticket, the keytab, the
// size of a login, the service's own answer, the fix and its verification. A guide
// puts the steps that it wants in order:
//
//	w := service.Walk{ID: "file-share", Scheme: "smb"}
//	steps := []guide.Step{w.Names(), w.DNS(), w.Owner(), w.Ticket(), w.Fix(), w.Verify()}
package service
