package tickets

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/diag"
	"adwalk/ui/safetext"
)

// keytabKey is a key of a keytab that was tried on a ticket.
type keytabKey struct {
	Keytab string `json:"keytab"`
	krb.Fit
}

// serviceKeytabs are the keytabs to try on the tickets: --fits, and --keytab
// where it is not the login. It is the login when --user names whose key it is
// and neither a password file nor a cache logs in.
func serviceKeytabs(s *app.Session, o ticketOptions) (keytabs map[string]*keytab.Keytab, login bool, err error) {
	files, login := o.fits, true
	if k := s.Flags.Keytab; k != "" && (s.Flags.User == "" || s.Flags.PasswordFile != "" || s.Flags.CCache != "") {
		files = append(files, k)
		login = false
	}
	out := map[string]*keytab.Keytab{}
	for _, f := range files {
		kt, err := keytab.Read(f)
		if err != nil {
			return nil, false, app.Usage("reading the keytab "+f, err.Error(), "name a keytab that you may read and that klist -k can list")
		}
		if len(kt.Entries) == 0 { // no key is not a wrong key
			return nil, false, app.Usage("reading the keytab "+f, "it holds no key: it is empty, or every key in it was deleted", "export it again for the account that has the SPN")
		}
		out[f] = kt
	}
	return out, login, nil
}

// keeping asks and keeps the tickets, to try keys on them.
type keeping struct {
	client  *krb.Client
	mu      sync.Mutex
	tickets map[string]*krb.Ticket
}

// Client implements ad.TicketAsker.
func (k *keeping) Client() string { return k.client.Client() }

// Ask implements ad.TicketAsker.
func (k *keeping) Ask(ctx context.Context, req ad.TicketRequest) ad.TicketResult {
	t, res := k.client.Ticket(ctx, req)
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.tickets == nil {
		k.tickets = map[string]*krb.Ticket{}
	}
	if t != nil {
		k.tickets[req.SPN] = t
	}
	return res
}

// fit tries every key on the row's ticket, in this process. A ticket that none
// of them opens has the verdict wrong-key.
func (k *keeping) fit(row *Row, keytabs map[string]*keytab.Keytab) {
	t := k.tickets[row.SPN]
	if t == nil || len(keytabs) == 0 {
		return
	}
	for _, file := range slices.Sorted(maps.Keys(keytabs)) {
		for _, f := range krb.FitKeytab(t, keytabs[file]) {
			row.Keys = append(row.Keys, keytabKey{file, f})
			if f.Fits {
				row.Fits = append(row.Fits, fmt.Sprintf("%s kvno %d %s", f.Principal, f.KVNO, f.EType))
			}
		}
	}
	if len(row.Fits) == 0 && (row.Verdict == diag.OK || row.Verdict == diag.CoveredByHost) {
		row.Verdict = diag.WrongKey
	}
}

func printKeys(w io.Writer, row Row) {
	for _, k := range row.Keys {
		mark := "✗"
		if k.Fits {
			mark = "✓"
		}
		fmt.Fprintf(w, "    %s key %s\n", mark, safetext.Printable(fmt.Sprintf("%s kvno %d %s in %s: %s", k.Principal, k.KVNO, k.EType, k.Keytab, k.Why)))
	}
	if len(row.Keys) > 0 && len(row.Fits) == 0 {
		fmt.Fprintln(w, "    no key of the keytab opens this ticket: export it again for the account that has the SPN")
	}
}
