package checks

import "adwalk/diag"

// keytabFileMode finds keytabs that the service's user cannot read.
var keytabFileMode = keytabCheck("keytab-file-mode", diag.Unreadable)
