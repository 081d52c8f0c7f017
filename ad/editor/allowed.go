package editor

import (
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// attribute is what may be done with an attribute.
type attribute struct {
	name   string // as the schema spells it
	single bool
	fold   bool // values compare without regard to case
	check  func(value string) error
	// edit, where the values are parts of one value, such as flags or the entries of
	// a descriptor, makes the new value from the one that was read (nil when there is
	// none) by adding or deleting a part. A nil result deletes the attribute.
	edit func(raw []byte, op ad.ChangeOp, value string) ([]byte, error)
}

// allowed is every attribute that can be changed. Anything else is refused
// before a byte is sent.
var allowed = []attribute{
	{name: "servicePrincipalName", fold: true, check: checkSPN},
	{name: "msDS-AllowedToDelegateTo", fold: true, check: checkSPN},
	{name: "msDS-SupportedEncryptionTypes", single: true, check: checkETypes},
	{name: lookup.AttrUAC, check: checkFlag, edit: editFlag},
	{name: lookup.AttrTrustees, fold: true, check: checkTrustee, edit: editTrustee},
}

func find(name string) (attribute, bool) {
	for _, a := range allowed {
		if strings.EqualFold(a.name, name) {
			return a, true
		}
	}
	return attribute{}, false
}

// same compares two values as the directory does.
func (a attribute) same(x, y string) bool {
	if a.fold {
		return strings.EqualFold(x, y)
	}
	return x == y
}

// index finds a value among those that an object has; -1 when it is not there.
func (a attribute) index(values []string, value string) int {
	for i, v := range values {
		if a.same(v, value) {
			return i
		}
	}
	return -1
}

func checkSPN(value string) error {
	_, err := ad.ParseSPN(value)
	return err
}

func checkETypes(value string) error {
	if n, err := strconv.ParseInt(value, 10, 32); err == nil && n > 0 {
		return nil
	}
	return &ad.Problem{Kind: ad.ProblemUsage, What: value + " is not a set of encryption types", Why: "a positive number is expected", Do: "use 24 for AES only, 28 for AES and RC4"}
}

// check refuses a change that this package does not make. restoring says that
// the change puts back what an object had before.
func check(c ad.Change, restoring bool) (attribute, error) {
	a, ok := find(c.Attribute)
	switch {
	case !ok:
		return a, refuse("changing "+c.Attribute, "this program changes service principal names, delegation and encryption types only", "use another tool for it")
	case c.Op != ad.AddValue && c.Op != ad.DeleteValue:
		return a, refuse("changing "+c.Attribute, "only adding and deleting a value is possible", "")
	case c.DN == "":
		return a, refuse("changing "+c.Attribute, "no object was named", "")
	case c.Value == "":
		return a, refuse("changing "+c.Attribute, "no value was given; an attribute is never emptied as a whole", "")
	case a.name == lookup.AttrUAC: // whatever the journal says, no other flag
		return a, a.check(c.Value)
	case c.Op == ad.AddValue && !restoring:
		return a, a.check(c.Value)
	}
	// A malformed value can be deleted, or it would stay for ever; and what was
	// deleted can come back as it was.
	return a, nil
}

func refuse(what, why, do string) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemRefused, What: what, Why: why, Do: do}
}
