package fix

import "adwalk/diag"

// Constructor plans what a finding needs. A check declares its own.
type Constructor struct {
	name string
	plan func(*builder, diag.Finding)
}

// FixName implements diag.Fix.
func (c Constructor) FixName() string { return c.name }

// The constructors.
var (
	AddMissing      = Constructor{"add-spn", (*builder).missing}
	MoveMisplaced   = Constructor{"move-spn", (*builder).misplaced}
	KeepOneOwner    = Constructor{"keep-one-owner", (*builder).duplicate}
	DeleteUnusable  = Constructor{"delete-unusable", (*builder).unusable}
	DeleteLookAlike = Constructor{"delete-look-alike", (*builder).lookAlike}
	AllowTarget     = Constructor{"allow-target", (*builder).entry}
	DropTarget      = Constructor{"drop-target", (*builder).staleEntry}
	ListETypes      = Constructor{"list-enctypes", (*builder).enctypes}
	SwitchOn        = Constructor{"protocol-transition", (*builder).transition}
	DropTrustee     = Constructor{"drop-trustee", (*builder).orphanTrustee}
)

var constructors = map[string]Constructor{}

// Register says which constructor plans the findings of a code. It is called
// when the program starts; a second constructor for a code, or one that is not
// of this package, panics.
func Register(code string, f diag.Fix) {
	c, ok := f.(Constructor)
	if _, again := constructors[code]; again || !ok {
		panic("the fix of " + code + " is declared twice, or is no constructor of package fix")
	}
	constructors[code] = c
}
