package checks

import "adwalk/diag"

// keytabWrongKey finds keytabs whose key does not decrypt the ticket for no better known reason.
var keytabWrongKey = keytabCheck("keytab-wrong-key", diag.WrongKey)
