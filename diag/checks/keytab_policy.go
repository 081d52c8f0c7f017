package checks

import "adwalk/diag"

// keytabPolicy finds tickets with an encryption type that this machine does not allow.
var keytabPolicy = keytabCheck("keytab-policy", diag.NoCommonEType)
