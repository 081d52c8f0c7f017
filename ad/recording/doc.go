// Package recording reads network captures (pcap and pcapng) and says which
// Kerberos and NTLM messages crossed the wire: KDC exchanges on ports 88 and 464,
// and the tokens inside HTTP, LDAP, SMB2, DCE/RPC, SMTP, IMAP and any other
// stream that carries GSS tokens in the clear.
//
// A capture is streamed: packets are decoded one after the other, TCP is put in
// order within a fixed amount of memory, and what is not Kerberos is passed over
// without being kept. Lengths inside a capture are hostile: they are held against
// what is there and against limits of this package. Neither ticket bytes nor
// hashes nor challenge responses leave it.
//
// It may import package ad, gopacket and the standard library; it opens no file
// and no connection.
package recording
