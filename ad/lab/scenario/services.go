package scenario

// machineAccount is a host that was restored from a backup: its keytab is old, and
// its account has another host name.
var machineAccount = Scenario{Name: "machine-account", Title: "A Linux host lost its trust with the domain",
	Faults: []string{"machine-keytab-behind", "machine-dns"}}

// fileShare is a share behind an alias that no account has, and a DFS target without
// an account.
var fileShare = Scenario{Name: "file-share", Title: "A file share asks for a password (SMB, DFS, NFS)",
	Faults: []string{"share-alias", "share-dfs-target"}}

// sqlServer is a database server whose SPN with the port was never registered.
var sqlServer = Scenario{Name: "sql-server", Title: "SQL Server connections use NTLM",
	Faults: []string{"sql-missing"}}

// remoteShell is a machine that must not reach the file server for its users.
var remoteShell = Scenario{Name: "remote-shell", Title: "From an SSH or WinRM session nothing further can be reached",
	Faults: []string{"shell-second-hop"}}
