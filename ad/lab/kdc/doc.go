// Package kdc is the lab's key distribution centre: AS and TGS exchanges
// (RFC 4120), canonicalised names and referrals (RFC 6806), S4U2Self and
// S4U2Proxy (MS-SFU), with the choices and the refusals of an Active Directory
// controller (MS-KILE). It reads the directory for every request, so that a
// name which was added a moment ago is issued at once.
//
// Tickets carry no PAC: nothing in the lab reads one.
package kdc
