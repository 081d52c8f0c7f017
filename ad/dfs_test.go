package ad

import (
	"fmt"
	"testing"
)

func TestPathsOfSharesAreTakenApart(t *testing.T) {
	for in, want := range map[string]string{
		`\\Acme.Test\Public\Home\a`:   "acme.test Public Home/a true",
		"//fs1/data":                  "fs1 data  true",
		"smb://fs1.acme.test/data/x/": "fs1.acme.test data x true",
		`\\fs1`:                       "fs1   false",
		"nfs://fs1/data":              "   false",
		"fs1.acme.test":               "   false",
		`\\?\UNC\Acme.test\Public\a`:  "acme.test Public a true",
	} {
		host, share, path, ok := UNCPath(in)
		if got := fmt.Sprint(host, " ", share, " ", path, " ", ok); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

// A path leads through the root and its own link; one above the links to all of them.
func TestAPathLeadsToTheServersOfItsLink(t *testing.T) {
	n := DFSNamespace{Roots: []DFSTarget{{Server: "r"}}, Links: []DFSLink{{"home", []DFSTarget{{Server: "h"}}}, {"dept/it", []DFSTarget{{Server: "i"}}}}}
	for path, want := range map[string]string{"home": "rh", "HOME/ann": "rh", "": "rhi", "dept": "ri", "homes": "r", "dept/it/x": "ri"} {
		got := ""
		for _, x := range n.Leading(path) {
			got += x.Server
		}
		if got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
}
