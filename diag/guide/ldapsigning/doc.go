// Package ldapsigning is the guide that shows which logins to LDAP are refused once
// signing and channel binding are required.
package ldapsigning
