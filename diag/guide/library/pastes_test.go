package library

import (
	"errors"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/guide"
)

// FuzzPastes gives a text to every input that takes a paste, whole and as a stream: it is
// taken, or refused with what to do.
func FuzzPastes(f *testing.F) {
	f.Add("Path        : D:\\Exchange\\bin\\store.exe\nFileVersion : 6.5.7653.23\n")
	f.Add("6.5.7653.23, 6.5.7226.0\nmapi32.dll\t11.0.8161.0")
	f.Add("Event Type:\tError\nEvent Source:\tsmtpsvc\nEvent ID:\t4006\nDescription:\nMessage delivery to the host '10.0.0.1' failed")
	f.Add(`<Event><System><EventID>2889</EventID></System><EventData><Data>10.0.0.1:9</Data><Data>A\b</Data><Data>1</Data></EventData></Event>`)
	f.Add("<")
	f.Add("AlternateServiceAccountConfiguration : Latest: 12/1/2015 1:37:53 PM, CONTOSO\\ASA$")
	f.Fuzz(func(t *testing.T, text string) {
		for _, g := range All() {
			for _, in := range g.Inputs {
				if !in.Paste {
					continue
				}
				for _, err := range []error{
					in.Parse(diag.NewSnapshot(), text),
					guide.SetFrom(t.Context(), g, diag.NewSnapshot(), in.Key, strings.NewReader(text), nil),
				} {
					var p *ad.Problem
					if err != nil && (!errors.As(err, &p) || p.What == "" || p.Do == "") {
						t.Errorf("%s %s: %v", g.ID, in.Key, err)
					}
				}
			}
		}
	})
}
