package klist

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
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
	switch {
	case name != "":
	case s.Flags.Lab:
		return app.Usage("the default keytab", "it is not part of the lab", "name a file: adwalk klist -k FILE")
	default:
		name = defaultKeytab(o.clientKeytab)
	}
	kind, path, typed := strings.Cut(name, ":")
	if !typed || strings.ContainsRune(kind, '/') {
		kind, path = "FILE", name
	}
	if kind != "FILE" && kind != "WRFILE" {
		return app.Usage("the keytab "+name, kind+" is no kind of keytab that can be read here", "name a file")
	}
	if !o.json && o.style != "heimdal" { // MIT names the file before it opens it
		fmt.Fprintf(s.Out, o.text.of("Keytab name: %s\n"), safetext.Printable("FILE:"+path))
	}
	k, err := keytab.Read(path)
	if err != nil {
		p := &ad.Problem{Kind: ad.ProblemUsage, What: "reading the keytab " + path, Why: err.Error(), Do: "check the path, or export the keytab again", Err: err}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			p.Kind, p.Why, p.Do = ad.ProblemNotFound, "there is no such file", "name another keytab"
		case errors.Is(err, fs.ErrPermission):
			p.Kind, p.Why, p.Do = ad.ProblemNoRight, "it may not be read by this user", "run as root or as the file's owner"
		}
		if k == nil {
			return p
		}
		// What is whole is used by programs, MIT's without a word.
		p.What, p.Why = "the keytab "+path+" is damaged behind what is listed", errors.Unwrap(err).Error()
		defer s.Explain(p)
	}
	if o.json {
		rows := []keytabRow{}
		for _, e := range k.Entries {
			rows = append(rows, keytabRow{e.Principal(), e.KVNO, ad.EType(e.EType).String(), e.Written.UTC().Format("2006-01-02T15:04:05Z")})
		}
		return app.WriteJSON(s.Out, rows)
	}
	if o.style == "heimdal" {
		printHeimdalKeytab(s, o, name, k.Entries)
		return nil
	}
	width := o.layout.width
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
