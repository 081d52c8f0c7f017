//go:build !auditor

package cli

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"adwalk/ad/trace"
	"adwalk/cmd/app"
	"adwalk/cmd/setspn"
)

// differs are the parts of an answer that are not the same on the next domain
// controller: times, when a ticket ends, and which of them answered.
var differs = regexp.MustCompile(`(?m)^ +on .*\n|[0-9.]+ ms|until [0-9-]+ [0-9:]+|127\.0\.0\.1:\d+|dc[12]\.contoso\.lab`)

// A domain controller that vanishes in the middle of a command: the command gives
// the same answer from the next one, with the same exit status, and says so once.
func TestDomainControllerVanishesDuringACommand(t *testing.T) {
	commands := [][]string{
		{"show", "CASARRAY-ASA$", "--attr", "servicePrincipalName,objectSid,userAccountControl"},
		{"show", "--filter", "(objectClass=computer)", "--format", "csv", "--attr", "sAMAccountName"},
		{"setspn", "-L", "CASARRAY-ASA$"}, {"setspn", "-Q", "host/*"}, {"setspn", "-X"}, {"setspn", "-S", "http/new.contoso.lab", "CASARRAY-ASA$", "--dry-run"},
		{"enctypes", "list", "CASARRAY-ASA$"}, {"delegation", "show", "CASARRAY-ASA$"},
		{"names", "https://mail.contoso.lab"}, {"ticket", "http/mail.contoso.lab", "host/exch1.contoso.lab"},
	}
	for _, args := range commands {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			answer := func(vanish bool) (string, int, string) {
				var out, errs bytes.Buffer
				s, r := twoControllers(t, "duplicates", &out, &errs)
				var gone atomic.Bool
				s.Log.Hear(func(e trace.Event) {
					if vanish && e.Kind == trace.Search && e.Phase == trace.Done && gone.CompareAndSwap(false, true) {
						r.Vanish()
					}
				})
				root := rootCommand(s)
				root.SetArgs(append(slices.Clone(setspn.Args(args)), "--lab"))
				err := root.ExecuteContext(t.Context())
				s.Close()
				if vanish != gone.Load() {
					t.Error("nothing was searched")
				}
				var plain app.Exit
				if err != nil && !errors.As(err, &plain) {
					t.Errorf("vanishing %v: %v", vanish, err)
				}
				return differs.ReplaceAllString(out.String(), ""), app.Code(err), errs.String()
			}
			want, exitWanted, _ := answer(false)
			got, exitGot, errs := answer(true)
			if got != want || exitGot != exitWanted {
				t.Errorf("exit %d instead of %d:\n%s\ninstead of\n%s", exitGot, exitWanted, got, want)
			}
			if strings.Count(errs, "stopped answering") != 1 {
				t.Errorf("it says: %s", errs)
			}
		})
	}
}
