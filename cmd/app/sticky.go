package app

import "strconv"

// sticky is a flag that a later one cannot switch off: once true, a later =false on the
// command line leaves it true. A wrapper that puts --read-only first can rely on it.
type sticky bool

// String implements pflag.Value.
func (s *sticky) String() string { return strconv.FormatBool(bool(*s)) }

// Type implements pflag.Value.
func (s *sticky) Type() string { return "bool" }

// Set implements pflag.Value.
func (s *sticky) Set(text string) error {
	v, err := strconv.ParseBool(text)
	if err == nil && v {
		*s = true
	}
	return err
}
