package codes

// mounts are what mount.cifs and mount.nfs say: mostly the kernel's own number, whose
// meaning is that of the file system.
var mounts = []Entry{
	{What: "mount.cifs: the server has no share of this name, or the mount's folder does not exist.", Family: NotFound, Codes: []string{"ENOENT (2)"}, Weight: usual - 4, Say: []string{"mount error(2): *", "mount error 2 = no such file*"},
		Next: []string{"list the shares that the server offers: smbclient -L //HOST -k", "look whether the share is a DFS link, which needs the module's help (cifs.upcall, dns_resolver)"}},
	{What: "mount.cifs: the server could not be asked.", Family: ServerDown, Codes: []string{"mount.cifs"}, Weight: usual - 4, Say: []string{"mount error(115): *", "mount error(110): *", "mount error(101): *"}},
	{What: "mount.cifs: the server refuses the login or the share.", Family: Rights, Also: []string{BadPassword, Policy}, Codes: []string{"EACCES (13)"}, Weight: usual - 14, Say: []string{"mount error(13): *"}},
	{What: "The kernel has no CIFS client, or not with what the mount asks for.", Family: Mechanism, Codes: []string{"mount.cifs"}, Weight: usual - 2, Say: []string{"cifs filesystem not supported by the system*", "unknown filesystem type 'cifs'", "unknown filesystem type \"cifs\"", "mount error(38): *", "mount error(19): *"},
		Next: []string{"install cifs-utils and load the module: modprobe cifs"}},
	{What: "mount.cifs: the server does not take this kind of login or this version of SMB.", Family: Mechanism, Also: []string{Policy}, Codes: []string{"EOPNOTSUPP (95)"}, Weight: usual - 8, Say: []string{"mount error(95): *"},
		Next: []string{"set vers= to what the server speaks, and sec= to what it takes"}},
	{What: "mount.cifs: the kernel's ticket for the mount was refused or withdrawn.", Family: NoCredentials, Also: []string{WrongKey, Expired}, Codes: []string{"EKEYREVOKED (128)", "EKEYREJECTED (129)"}, Weight: usual - 4, Say: []string{"mount error(128): *", "mount error(129): *", "return code = -128", "return code = -129"}},
	{What: "mount.cifs: the server's name or the share is not there.", Family: NotFound, Also: []string{SPNMissing}, Codes: []string{"ENXIO (6)"}, Weight: usual - 8, Say: []string{"mount error(6): *"}},
	{What: "mount.cifs: an option of the mount is not valid.", Family: Config, Also: []string{Mechanism}, Codes: []string{"EINVAL (22)"}, Weight: usual - 16, Say: []string{"mount error(22): *"}, Next: []string{"read dmesg for the option, and see that vers= and sec= fit the kernel"}},
	{What: "mount.cifs: the server gave up on the request.", Family: Generic, Codes: []string{"EIO (5)"}, Weight: weak, Say: []string{"mount error(5): *"}},
	{What: "The NFS server's export does not take the kind of login that the client uses.", Family: Policy, Also: []string{Config}, Codes: []string{"sec="}, Weight: usual - 2, Say: []string{"export ~ does not support rpcsec_gss", "export ~ does not support auth_unix", "export ~ does not support auth_none", "export ~ does not support krb5*", "client credential too weak"},
		Causes: []string{"the export's list of protections (SecType, sec=) does not name krb5, krb5i or krb5p"}, Next: []string{"add the protection to the export, or mount with one that it has"}},
	{What: "The kernel asked for a ticket, and no program answered: rpc.gssd does not run on the client.", Family: ServerDown, Also: []string{Mechanism, Config}, Codes: []string{"gss upcall"}, Weight: usual + 4, Say: []string{"auth_gss upcall timed out*", "auth_gss upcall failed*", "please check user daemon is running*"},
		Next: []string{"start rpc.gssd (nfs-client.target, rpc-gssd.service), which needs /etc/krb5.keytab to exist"}},
}
