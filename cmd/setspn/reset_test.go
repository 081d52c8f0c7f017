package setspn

import (
	"bytes"
	"testing"

	"adwalk/ad"
	"adwalk/cmd/app"
)

// The two refusals that setspn is known for are said in its words (published captures);
// others have none of their own.
func TestRefusalsInSetspnsWords(t *testing.T) {
	const start = "Failed to assign SPN on account 'CN=x', error "
	for _, c := range []struct {
		problem ad.Problem
		want    string
	}{
		{ad.Problem{Kind: ad.ProblemNoRight, Err: &ad.DirectoryError{Code: 50, Win32: 0x2098}}, start + "0x2098/8344 -> Insufficient access rights to perform the operation.\n"},
		{ad.Problem{Kind: ad.ProblemRefused, Err: &ad.DirectoryError{Code: 19, Win32: 0x21C7}},
			start + "0x21c7/8647 -> The operation failed because SPN value provided for addition/modification is not unique forest-wide.\n"},
		{ad.Problem{Kind: ad.ProblemRefused, Err: &ad.DirectoryError{Code: 19, Win32: 0x2082}}, ""},
		{ad.Problem{Kind: ad.ProblemUnreachable}, ""},
	} {
		var out bytes.Buffer
		s := &app.Session{Streams: app.Streams{Out: &out}}
		failedToAssign(s, setspnOptions{}, ad.Account{DN: "CN=x"}, &c.problem)
		if out.String() != c.want {
			t.Errorf("%+v: %q", c.problem, out.String())
		}
		out.Reset()
		asJSON := setspnOptions{}
		asJSON.JSON = true
		if failedToAssign(s, asJSON, ad.Account{DN: "CN=x"}, &c.problem); out.Len() > 0 {
			t.Errorf("with --json %q", out.String())
		}
	}
}
