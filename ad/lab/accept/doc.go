// Package accept is the service's side of Kerberos in the lab: it judges the
// AP-REQ that a client brings (RFC 4120 3.2.3) with the keys that a service
// holds, and frames the answers (RFC 4121, RFC 4178).
package accept
