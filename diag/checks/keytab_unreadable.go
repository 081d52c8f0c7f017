package checks

import "adwalk/diag"

// keytabUnreadable finds keytabs that are damaged or no keytab at all.
var keytabUnreadable = keytabCheck("keytab-unreadable", diag.Unreadable)
