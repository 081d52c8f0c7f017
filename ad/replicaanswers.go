package ad

// AccountReplica is one account as one domain controller has it.
type AccountReplica struct {
	Server  string   `json:"server"` // host name
	Account Account  `json:"account"`
	Problem *Problem `json:"problem,omitempty"` // why it could not be asked
}

// OwnersOn is who owns an SPN as one domain controller sees it, which is not the
// one that was asked first.
type OwnersOn struct {
	Server  string    `json:"server"` // host name
	Holders []Account `json:"holders,omitempty"`
	// Removed says that the SPN was deleted on the controller that was asked
	// first, and that this change has not yet replicated to this one.
	Removed bool     `json:"removed,omitempty"`
	Problem *Problem `json:"problem,omitempty"` // why it could not be asked
}

// ReplicaScan compares the accounts with SPNs of several domain controllers.
type ReplicaScan struct {
	Servers  []string `json:"servers"`          // host:port of those that were compared
	Accounts int      `json:"accounts"`         // on any of them
	Differ   []string `json:"differ,omitempty"` // names of accounts, at most as many as are worth a line each
	More     int      `json:"more,omitempty"`   // how many others differ
	// Silent are the controllers that were to be compared and could not be read.
	Silent []SilentController `json:"silent,omitempty"`
}

// SilentController is a domain controller that could not be asked.
type SilentController struct {
	Server  string   `json:"server"`
	Problem *Problem `json:"problem"`
}

// ControllerList names the domain controllers that are asked. All counts every
// one that the directory knows.
type ControllerList struct {
	Hosts []string `json:"hosts"`
	All   int      `json:"all"`
}
