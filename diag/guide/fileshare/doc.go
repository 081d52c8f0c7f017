// Package fileshare is the guide for file servers: SMB, DFS names and NFS.
package fileshare
