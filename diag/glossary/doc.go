// Package glossary says what the words on the screens mean: the terms of Kerberos
// and Active Directory, the verdicts of findings, the marks of steps, and the codes
// that are no longer reported. It may import diag, diag/codes and diag/pages.
package glossary
