package checks

import (
	"slices"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// fixedBuild is the version from which the delegation list survives a back end
// that is down (KB943184).
var fixedBuild = [4]int{6, 5, 7653, 23}

// fixedFiles are the files that carry it.
var fixedFiles = []string{"davex.dll", "exoledb.dll", "exosal.dll", "mad.exe", "madmsg.dll", "mdbmsg.dll", "store.exe"}

// exchangeFileOld finds files older than the fixed build.
var exchangeFileOld = diag.Check{
	Code: "exchange-file-old", Area: "exchange", Severity: diag.Warning,
	Needs: []string{"exchange.file-versions"},
	Run: func(r *diag.Reader, o *diag.Out) {
		f, ok := facts.FileVersions.Get(r, "")
		switch {
		case !ok:
			return
		case !f.Known():
			o.Unknown("", f.Problem)
			return
		}
		for _, name := range fixedFiles {
			text, ok := f.Value[name]
			if !ok {
				continue
			}
			v, ok := facts.ParseVersion(text)
			ev := diag.Seen(f.Source, "%s %s", name, text)
			switch {
			case !ok:
				o.Unknown(name, nil, ev)
			case slices.Compare(v[:], fixedBuild[:]) < 0:
				o.Hit(name, diag.Outdated, map[string]string{"version": text, "fixed": "6.5.7653.23"}, ev)
			default:
				o.Pass(name, "", f.Proof(), ev)
			}
		}
	},
}
