package checks

import "adwalk/diag"

// keytabMixedAges finds keytabs whose encryption types were exported at different times.
var keytabMixedAges = keytabCheck("keytab-mixed-ages", diag.WrongKey)
