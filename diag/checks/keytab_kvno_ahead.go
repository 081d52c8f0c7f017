package checks

import "adwalk/diag"

// keytabKVNOAhead finds keytabs that are newer than the domain controller's copy of the account.
var keytabKVNOAhead = keytabCheck("keytab-kvno-ahead", diag.WrongKey)
