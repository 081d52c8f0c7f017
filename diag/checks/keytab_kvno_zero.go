package checks

import "adwalk/diag"

// keytabKVNOZero finds keytabs whose key version is 0.
var keytabKVNOZero = keytabCheck("keytab-kvno-zero", diag.WrongKey)
