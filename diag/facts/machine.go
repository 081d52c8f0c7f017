package facts

import "adwalk/diag"

// Machine is the joined host that a walk is about; a guide puts it.
var Machine = diag.Define[MachineValue]("machine", "a joined host and its computer account", diag.Exact)

// MachineValue names a host and the account that it should have.
type MachineValue struct {
	Host    string `json:"host"`
	Account string `json:"account"`
}
