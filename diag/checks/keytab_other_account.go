package checks

import "adwalk/diag"

// keytabOtherAccount finds keytabs with the keys of another account.
var keytabOtherAccount = keytabCheck("keytab-other-account", diag.WrongKey)
