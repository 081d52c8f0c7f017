package facts

import (
	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/names"
)

// ClientNames is what each kind of client of a service asks for.
var ClientNames = diag.Define[ClientNamesValue]("client.names", "the SPNs that each kind of client asks for, by the service as it was typed", diag.Names)

// ClientNamesValue is the clients with the DNS answers that their names rest on.
type ClientNamesValue struct {
	Clients []names.Client `json:"clients"`
	DNS     names.DNS      `json:"dns"`
	Krb5    names.Krb5     `json:"krb5"` // of this machine
	// Browser is what SQL Server Browser said of an instance without a port, nil for any
	// other service.
	Browser *ad.SQLInstance `json:"browser,omitempty"`
}
