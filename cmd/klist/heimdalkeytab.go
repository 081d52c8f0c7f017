package klist

import (
	"fmt"
	"strconv"

	"adwalk/ad"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// printHeimdalKeytab writes a keytab as Heimdal's ktutil list does, with -t the day that
// an entry was written and with -K its key. name is the keytab as it was named.
// MIT's files have no aliases; the column is there as in ktutil's.
func printHeimdalKeytab(s *app.Session, o klistOptions, name string, entries []keytab.Entry) {
	fmt.Fprintf(s.Out, "%s:\n\n", safetext.Printable(name))
	head := []string{"Vno", "Type", "Principal"}
	if o.stamps {
		head = append(head, "Date")
	}
	if o.keys {
		head = append(head, "Key")
	}
	rows := [][]string{append(head, "Aliases")}
	wide := len(head[0])
	for _, e := range entries {
		wide = max(wide, len(strconv.Itoa(int(e.KVNO))))
	}
	for _, e := range entries {
		kind, known := heimdalNames[ad.EType(e.EType)]
		if !known {
			kind = fmt.Sprintf("unknown (%d)", int16(e.EType))
		}
		row := []string{fmt.Sprintf("%*d", wide, e.KVNO), kind, heimdalName(e.Principal())}
		if o.stamps {
			row = append(row, e.Written.Local().Format("2006-01-02"))
		}
		if o.keys {
			row = append(row, fmt.Sprintf("%x", e.Key()))
		}
		rows = append(rows, append(row, ""))
	}
	printHeimdalTable(s, rows, "  ")
}
