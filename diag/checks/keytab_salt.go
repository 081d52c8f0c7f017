package checks

import "adwalk/diag"

// keytabSalt finds keytabs that were made with another salt than the KDC's.
var keytabSalt = keytabCheck("keytab-salt", diag.WrongKey)
