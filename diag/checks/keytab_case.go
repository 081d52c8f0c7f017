package checks

import "adwalk/diag"

// keytabCase finds keytabs whose principal differs from the SPN in upper and lower case.
var keytabCase = keytabCheck("keytab-case", diag.WrongKey)
