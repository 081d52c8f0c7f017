package ad

import "time"

// filetimeEpoch is the distance from 1601-01-01 to 1970-01-01 in units of
// 100 nanoseconds (MS-DTYP 2.3.3).
const filetimeEpoch = 116444736000000000

// FiletimeNever is the largest FILETIME; accountExpires uses it, and zero, for
// "never" (MS-ADA1 accountExpires).
const FiletimeNever = 0x7FFFFFFFFFFFFFFF

// Filetime turns a FILETIME (100 ns units since 1601-01-01 UTC) into a time.
// Zero, negative and "never" give the zero time.
func Filetime(v int64) time.Time {
	if v <= 0 || v == FiletimeNever {
		return time.Time{}
	}
	d := v - filetimeEpoch
	sec, rest := d/1e7, d%1e7
	return time.Unix(sec, rest*100).UTC()
}

// ToFiletime is the inverse of Filetime; the zero time gives zero.
func ToFiletime(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()*1e7 + int64(t.Nanosecond())/100 + filetimeEpoch
}
