package checks

import "adwalk/diag"

// keytabEType finds keytabs without the encryption type of the ticket.
var keytabEType = keytabCheck("keytab-etype", diag.NoCommonEType)
