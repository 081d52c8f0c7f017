package checks

import "adwalk/diag"

// keytabKVNOBehind finds keytabs that are older than the account's password.
var keytabKVNOBehind = keytabCheck("keytab-kvno-behind", diag.WrongKey)
