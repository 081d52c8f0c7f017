// Package webd is the lab's web service: every member of a service at its own
// address, accepting Negotiate (RFC 4559, RFC 4178) with the keys that member
// holds. A ticket that none of its keys opens is answered with
// KRB_AP_ERR_MODIFIED inside the token, as Windows does, so that a member with
// an old key can be found.
package webd
