package planfile

import (
	"slices"
	"strings"

	"adwalk/ad"
)

// derived is the file with everything anew that follows from its changes and from
// what was read.
func (f File) derived() File {
	p := f.Plan()
	f.Format, f.Version = Format, Version
	f.Confirm, f.Undo = "yes", p.Inverse()
	if losers := p.Losers(); len(losers) > 0 {
		f.Confirm = losers[0]
	}
	if f.Confirms != nil {
		f.Confirms = p.ConfirmWords()
	}
	f.Commands = Commands{Setspn: nonNil(p.Setspn()), PowerShell: nonNil(p.PowerShell()), LDIF: lines(p.LDIF())}
	f.Verify = nonNil(f.Verify)
	by := map[string][]ad.Change{} // by object and attribute
	for _, c := range f.Changes {
		by[of(c.DN, c.Attribute)] = append(by[of(c.DN, c.Attribute)], c.Change)
	}
	f.Objects = slices.Clone(f.Objects)
	for i, o := range f.Objects {
		f.Objects[i].Attributes = slices.Clone(o.Attributes)
		for k, a := range o.Attributes {
			f.Objects[i].Attributes[k].Before = nonNil(a.Before)
			f.Objects[i].Attributes[k].After = after(nonNil(a.Before), by[of(o.DN, a.Name)])
		}
	}
	return f
}

func of(dn, attribute string) string { return strings.ToLower(dn + "\x00" + attribute) }

// after is what an attribute holds once the changes are made.
func after(before []string, changes []ad.Change) []string {
	gone, has := map[string]bool{}, map[string]bool{}
	for _, v := range before {
		has[strings.ToLower(v)] = true
	}
	out := slices.Clone(before)
	for _, c := range changes {
		key := strings.ToLower(c.Value)
		switch {
		case c.Op == ad.DeleteValue:
			gone[key] = true
		case !has[key]:
			has[key], out = true, append(out, c.Value)
		default:
			gone[key] = false // deleted, and added again
		}
	}
	return slices.DeleteFunc(out, func(v string) bool { return gone[strings.ToLower(v)] })
}

// same compares values as the directory does: none of the attributes that are changed
// tells capital letters from small ones.
func same(x, y string) bool { return strings.EqualFold(x, y) }

func nonNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func lines(text string) []string {
	if text == "" {
		return []string{}
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
