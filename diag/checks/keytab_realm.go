package checks

import "adwalk/diag"

// keytabRealm finds keytabs whose principal has another realm.
var keytabRealm = keytabCheck("keytab-realm", diag.WrongKey)
