//go:build !auditor

package cli

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"adwalk/ad/trace"
)

// differs are the parts of an answer that are not the same on the next domain
// controller: times, and which of them answered.
var differs = regexp.MustCompile(`(?m)^ +on .*\n|[0-9.]+ ms|127\.0\.0\.1:\d+|dc[12]\.contoso\.lab`)

// A domain controller that vanishes in the middle of a command: the command gives
// the same answer from the next one, with the same exit status, and says so once.
func TestDomainControllerVanishesDuringACommand(t *testing.T) {
	commands := map[string]func(context.Context, *Session) error{
		"show": func(ctx context.Context, s *Session) error {
			return runShow(ctx, s, showOptions{format: "text", scope: "sub", attributes: []string{"servicePrincipalName", "objectSid", "userAccountControl"}}, "CASARRAY-ASA$")
		},
		"show --filter": func(ctx context.Context, s *Session) error {
			return runShow(ctx, s, showOptions{format: "csv", scope: "sub", filter: "(objectClass=computer)", attributes: []string{"sAMAccountName"}}, "")
		},
		"setspn -L": func(ctx context.Context, s *Session) error {
			return setspnList(ctx, s, setspnOptions{}, "CASARRAY-ASA$")
		},
		"setspn -Q": func(ctx context.Context, s *Session) error { return setspnQuery(ctx, s, setspnOptions{}, "host/*") },
		"setspn -X": func(ctx context.Context, s *Session) error { return setspnDuplicates(ctx, s, setspnOptions{}) },
		"setspn -S": func(ctx context.Context, s *Session) error {
			return setspnEdit(ctx, s, setspnOptions{add: true, writeOptions: writeOptions{dryRun: true}}, "http/new.contoso.lab", "CASARRAY-ASA$")
		},
		"enctypes": func(ctx context.Context, s *Session) error { return listETypes(ctx, s, "CASARRAY-ASA$", false) },
		"names": func(ctx context.Context, s *Session) error {
			return runNames(ctx, s, namesOptions{}, []string{"https://mail.contoso.lab"})
		},
		"ticket": func(ctx context.Context, s *Session) error {
			return runTicket(ctx, s, ticketOptions{}, []string{"http/mail.contoso.lab", "host/exch1.contoso.lab"})
		},
		"delegation": func(ctx context.Context, s *Session) error { return runDelegationShow(ctx, s, "CASARRAY-ASA$", false) },
	}
	for name, run := range commands {
		t.Run(name, func(t *testing.T) {
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
				err := run(t.Context(), s)
				s.Close()
				if vanish != gone.Load() {
					t.Error("nothing was searched")
				}
				var plain exit
				if err != nil && !errors.As(err, &plain) {
					t.Errorf("vanishing %v: %v", vanish, err)
				}
				return differs.ReplaceAllString(out.String(), ""), code(err), errs.String()
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
