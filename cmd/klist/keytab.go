package klist

import (
	"cmp"
	"fmt"
	"os"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// keytabRow is one entry of a keytab as JSON. Keys are never in it.
type keytabRow struct {
	Principal string `json:"principal"`
	KVNO      uint32 `json:"kvno"`
	EType     string `json:"etype"`
	Written   string `json:"written,omitempty"`
}

// klistKeytab shows a keytab as MIT klist -k does.
func klistKeytab(s *app.Session, o klistOptions, name string) error {
	if name == "" {
		name = defaultKeytab(o.clientKeytab)
	}
	kind, path, typed := strings.Cut(name, ":")
	if !typed || strings.ContainsRune(kind, '/') {
		kind, path = "FILE", name
	}
	if kind != "FILE" && kind != "WRFILE" {
		return app.Usage("the keytab "+name, kind+" is no kind of keytab that can be read here", "name a file")
	}
	k, err := keytab.Read(path)
	if err != nil {
		return err
	}
	if o.json {
		rows := []keytabRow{}
		for _, e := range k.Entries {
			rows = append(rows, keytabRow{e.Principal(), e.KVNO, ad.EType(e.EType).String(), e.Written.UTC().Format("2006-01-02T15:04:05Z")})
		}
		return app.WriteJSON(s.Out, rows)
	}
	width := o.layout.width
	fmt.Fprintf(s.Out, o.text.of("Keytab name: %s\n"), safetext.Printable(kind+":"+path))
	if o.stamps {
		fmt.Fprint(s.Out, o.text.of("KVNO Timestamp"), strings.Repeat(" ", max(0, width-len("Timestamp")+1)), o.text.of("Principal\n"))
		fmt.Fprintln(s.Out, "---- "+strings.Repeat("-", width)+" "+strings.Repeat("-", max(0, 78-width-len("KVNO")-1)))
	} else {
		fmt.Fprint(s.Out, o.text.of("KVNO Principal\n"))
		fmt.Fprintln(s.Out, "---- "+strings.Repeat("-", 74))
	}
	for _, e := range k.Entries {
		fmt.Fprintf(s.Out, "%4d ", int32(e.KVNO))
		if o.stamps {
			fmt.Fprint(s.Out, o.layout.format(e.Written), " ")
		}
		fmt.Fprint(s.Out, safetext.Printable(e.Principal()))
		if o.etypes {
			fmt.Fprintf(s.Out, " (%s) ", mitEType(ad.EType(e.EType)))
		}
		if o.keys {
			fmt.Fprintf(s.Out, " (0x%x)", e.Key())
		}
		fmt.Fprintln(s.Out)
	}
	return nil
}

// defaultKeytab is where MIT's library looks (krb5.conf(5)).
func defaultKeytab(client bool) string {
	if client {
		return cmp.Or(os.Getenv("KRB5_CLIENT_KTNAME"), fmt.Sprintf("FILE:/etc/krb5/user/%d/client.keytab", os.Geteuid()))
	}
	return cmp.Or(os.Getenv("KRB5_KTNAME"), "FILE:/etc/krb5.keytab")
}
