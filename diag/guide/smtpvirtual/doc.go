// Package smtpvirtual is the guide for SMTP virtual servers that cannot
// authenticate to each other.
package smtpvirtual
