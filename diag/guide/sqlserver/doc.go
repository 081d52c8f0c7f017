// Package sqlserver is the guide for SQL Server: instances, ports, listeners, the
// account that runs it. No SQL Server was available when it was made: its rules come
// from Microsoft's documents.
package sqlserver
