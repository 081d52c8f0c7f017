package checks

import (
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

func TestDirectoryUnreachable(t *testing.T) {
	judge(t, directoryUnreachable,
		kase{"answers", func(w world) {
			facts.Directory.Put(w.Snapshot, diag.Fact[ad.DirectoryInfo]{Value: ad.DirectoryInfo{Server: "dc1"}, Source: ldap})
		}, []string{"pass ok dc1"}},
		kase{"silent", func(w world) { w.unread(facts.Directory.For(""), ad.ProblemUnreachable) }, []string{"fail unreachable dc1.contoso.lab"}},
		kase{"not asked", func(w world) {}, nil})
}
