package pages

// Retired is a code that no check reports any more. Codes are never reused, so
// old reports stay readable.
type Retired struct {
	Code    string
	Instead string // the code that took its place, "" for none
	Why     string
}

// RetiredCodes lists them, oldest first.
func RetiredCodes() []Retired {
	return []Retired{
		{Code: "spn-on-member", Instead: "spn-misplaced", Why: "an SPN on a member's machine account is one case of an SPN on the wrong account"},
	}
}
