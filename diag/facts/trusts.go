package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// Trusts are the trusts of the domain in use, subject "".
var Trusts = diag.Define[[]ad.Trust]("directory.trusts", "the domain's trusts and the encryption types that they list")
