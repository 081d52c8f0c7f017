package keytabcheck

import (
	"os"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/diag/keytabs"
)

// Read reads a keytab as far as it goes: a file, or one of the lab's.
func Read(s *app.Session, file, runAs string) (keytabs.Facts, *keytab.Keytab, error) {
	if b := s.LabKeytab(file); b != nil {
		kt, err := keytab.Parse(b)
		f := keytabs.Facts{File: file, Mode: "-rw-------", Owner: "the lab"}
		if err != nil {
			f.Damaged = err.Error()
		}
		if kt == nil {
			kt = &keytab.Keytab{}
		}
		fillEntries(&f, kt)
		return f, kt, nil
	}
	return readKeytabFile(file, runAs)
}

// fillEntries lists the entries without their keys.
func fillEntries(f *keytabs.Facts, kt *keytab.Keytab) {
	f.Version, f.Deleted = kt.Version, kt.Deleted
	for _, e := range kt.Entries {
		f.Entries = append(f.Entries, keytabs.Entry{Principal: e.Principal(), KVNO: int(e.KVNO), EType: ad.EType(e.EType), Written: e.Written})
	}
}

// readKeytabFile reads the file as far as it goes. A file that is no keytab at all, or
// is not there, is an error; a damaged one is a fact.
func readKeytabFile(file, runAs string) (keytabs.Facts, *keytab.Keytab, error) {
	f := keytabs.Facts{File: file, RunAs: runAs}
	path := strings.TrimPrefix(file, "FILE:")
	if st, err := os.Stat(path); err == nil {
		f.Mode = st.Mode().String()
		f.Owner = fileOwner(st)
		if runAs != "" {
			why, err := mayRead(path, st, runAs)
			if err != nil {
				return f, nil, err
			}
			f.NoRead = why
		}
	}
	kt, err := keytab.Read(path)
	if err != nil && kt == nil {
		if len(f.Mode) > 0 && os.IsPermission(err) {
			return f, nil, app.Usage("reading the keytab "+file, "permission denied: mode "+f.Mode+", owner "+f.Owner, "run this as root or as the file's owner")
		}
		return f, nil, app.Usage("reading the keytab "+file, err.Error(), "name a keytab that you may read and that klist -k can list")
	}
	if err != nil {
		f.Damaged = err.Error()
	}
	fillEntries(&f, kt)
	return f, kt, nil
}
