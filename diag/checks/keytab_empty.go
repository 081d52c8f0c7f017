package checks

import "adwalk/diag"

// keytabEmpty finds keytabs without any key.
var keytabEmpty = keytabCheck("keytab-empty", diag.NotDeployed)
