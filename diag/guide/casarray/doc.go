// Package casarray is the guide for Exchange 2010 client access arrays on which
// Outlook falls back to NTLM. What it tells of the alternate service account is
// shared with the guide for later versions.
package casarray
