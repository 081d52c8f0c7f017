package planfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"adwalk/ad"
)

// Bounds of a file that is read.
const (
	MaxBytes   = 16 << 20
	MaxChanges = 10_000
)

// Load reads a file that Encode made. One that was changed since, by hand or on the
// way, is refused with a *ad.Problem.
func Load(r io.Reader) (File, error) {
	bad := func(why, do string) (File, error) {
		return File{}, &ad.Problem{Kind: ad.ProblemRefused, What: "the plan cannot be used", Why: why, Do: do}
	}
	const again = "make the plan again with adwalk plan; a plan is not edited by hand"
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return File{}, &ad.Problem{Kind: ad.ProblemUsage, What: "the plan cannot be read", Why: err.Error(), Do: "check the file", Err: err}
	case len(text) > MaxBytes:
		return bad(fmt.Sprintf("the file is larger than %d MB", MaxBytes>>20), again)
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) // as mail programs and editors do
	var f File
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		var head struct{ Format string }
		if json.Unmarshal(text, &head) != nil || head.Format != Format {
			return File{}, &ad.Problem{Kind: ad.ProblemUsage, What: "the plan cannot be read", Why: "it is not JSON of the expected shape: " + err.Error(), Do: "name a file that adwalk plan wrote", Err: err}
		}
		return bad("it has a member that a plan does not have, or of another kind: "+err.Error(), again)
	}
	switch {
	case f.Format != Format:
		return File{}, &ad.Problem{Kind: ad.ProblemUsage, What: "the plan cannot be read", Why: "it is not a file of a plan", Do: "name a file that adwalk plan wrote"}
	case f.Version != Version:
		return bad(fmt.Sprintf("its version is %d, and this program reads %d", f.Version, Version), "apply it with the program that made it ("+f.Made.Program+")")
	case len(f.Changes) == 0 || len(f.Changes) > MaxChanges:
		return bad(fmt.Sprintf("it holds %d changes", len(f.Changes)), again)
	}
	if why := f.complete(); why != "" {
		return bad(why, again)
	}
	said := f.Digest
	want, err := f.derived().Encode()
	if err != nil {
		return File{}, err
	}
	if !bytes.Equal(bytes.TrimSpace(text), bytes.TrimSpace(want)) {
		why := "it was changed after it was made: its content does not fit its digest"
		if f.Made.Program != "" {
			why += " (it says that " + f.Made.Program + " made it)"
		}
		return bad(why, again)
	}
	f.Digest = said
	return f, nil
}

// complete says what a file lacks: every change is of an object that was read, and
// every object is named beyond its DN.
func (f File) complete() string {
	type key struct{ dn, attribute string }
	read := map[key]bool{}
	guids := map[string]string{}
	for _, o := range f.Objects {
		if o.GUID == "" || o.DN == "" {
			return "an object has no GUID"
		}
		guids[strings.ToLower(o.DN)] = o.GUID
		for _, a := range o.Attributes {
			read[key{strings.ToLower(o.DN), strings.ToLower(a.Name)}] = true
		}
	}
	for _, c := range f.Changes {
		if !read[key{strings.ToLower(c.DN), strings.ToLower(c.Attribute)}] || !strings.EqualFold(guids[strings.ToLower(c.DN)], c.GUID) {
			return "a change is of an object that the plan did not read: " + c.DN
		}
	}
	return ""
}
