// Package sqld is the lab's SQL Server: it answers PRELOGIN, encrypts the login, and
// judges the ticket in it (MS-TDS 3.3.5). It has no databases. It was made from the
// document and has not been compared with a SQL Server. Beside it stands SQL Server
// Browser, which tells the ports of instances.
package sqld
