// Package login changes who is logged in and where: another domain controller,
// a password, a keytab. Everything is held in memory only.
package login
