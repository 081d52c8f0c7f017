package checks

import "adwalk/diag"

// keytabNoEntry finds keytabs without an entry for the service or its account.
var keytabNoEntry = keytabCheck("keytab-no-entry", diag.NotDeployed)
