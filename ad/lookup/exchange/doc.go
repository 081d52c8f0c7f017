// Package exchange finds what an Exchange organisation says about itself in
// the configuration partition: servers, client access arrays, the internal
// names of web sites, Autodiscover hosts and SMTP virtual servers.
//
// Every value comes with the DN it was read from, so that an operator can
// check and correct it. Like its parent it imports ad and the standard library
// only, and never writes.
package exchange
