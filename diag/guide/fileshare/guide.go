package fileshare

import (
	"slices"

	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide"
	"adwalk/diag/guide/ask"
	"adwalk/diag/guide/service"
	"adwalk/diag/guide/story"
)

// targets is the input with the servers behind a DFS name.
const targets = "dfs-targets"

// Guide is the walk for a share that clients open with NTLM, or not at all.
func Guide() guide.Guide {
	w := service.Walk{ID: "file-share", Scheme: "smb", Clients: true, Machine: true, Also: targets, Behind: behind, Ask: askDFS}
	return guide.Guide{
		ID:      w.ID,
		Symptom: "A file share asks for a password or falls back to NTLM",
		Applies: "SMB, DFS, NFS",
		Intro: "An SMB client asks for cifs/ and the host in the path, an NFS client for nfs/. cifs is covered by the HOST name of the server's computer account, nfs is not. " +
			"Behind a DFS name the client asks for a ticket to each server that it is sent to.",
		Inputs: slices.Concat(w.Inputs("the share", `UNC path as users type it, smb:// or nfs://`),
			[]guide.Input{{Key: targets, Title: "the servers behind the DFS name", Help: "hosts; read from the directory for a domain's namespace, else shown by dfsutil cache referral", List: true, Check: ask.CheckHost}}, service.KeytabInputs()),
		Steps: []guide.Step{w.Names(), w.DNS(),
			{ID: "dfs", Title: "DFS names", Short: "DFS names", Why: "A DFS name has no SPN of its own. The servers behind it must have theirs.",
				Requests: askDFS, Checks: []string{"dfs-no-target"}, Story: dfsStory, Again: []string{facts.DFS.Name}},
			w.Owner(), w.Account(), w.ETypes(), w.Ticket(), w.Answer(), w.Keytab(),
			{ID: "client", Title: "What the client shows", Short: "On the client", Why: "Only the client knows which login it used.", Items: items(), Story: func(r *diag.Reader, _ []diag.Result) []guide.Line { return story.Items(r, items()) }},
			w.Fix(append(slices.Clone(service.KeytabChecks), "client-name-differs", "dfs-no-target")...), w.Verify()},
	}
}

func items() []guide.Item {
	return []guide.Item{
		{ID: "smb-klist", Title: "The client holds a cifs ticket", Command: "klist get cifs/HOST; then Get-SmbConnection | fl ServerName,Dialect,Credential", Where: "a Windows client", Expect: "a ticket for cifs and the server's name"},
		{ID: "nfs-gssd", Title: "gssd finds a machine credential", Command: "journalctl -u rpc-gssd -b; klist -ke /etc/krb5.keytab", Where: "a Linux client that mounts with sec=krb5", Expect: "no line with \"No key table entry found\"; an entry for the machine account, host/ or nfs/"},
	}
}
