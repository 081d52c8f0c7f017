package checks

import "adwalk/diag"

// keytabHost finds keytabs that were made for another host.
var keytabHost = keytabCheck("keytab-host", diag.NotDeployed)
