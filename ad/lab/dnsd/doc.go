// Package dnsd is the lab's DNS server: the forest's A records and aliases, and
// the SRV records by which clients find domain controllers (RFC 2782,
// MS-ADTS 6.3.2.3). It answers for the lab's domains only.
package dnsd
