// Package tds frames what clients and servers of SQL Server say to each other: the
// packets of a message, and the TLS handshake that travels in packets (MS-TDS 2.2.3,
// 3.2.5.2). What is in a message is read elsewhere. It imports nothing of the project.
package tds
