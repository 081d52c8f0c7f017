package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// Controllers are the domain controllers of the domain whose clocks are compared,
// subject "".
var Controllers = diag.Define[ControllersValue]("directory.controllers", "the domain controllers of the domain, and how many of them are asked")

// ControllersValue lists the host names of those that are asked; All counts every
// one that the directory knows.
type ControllersValue struct {
	Hosts []string `json:"hosts"`
	All   int      `json:"all"`
}

// SilentController is a domain controller that could not be asked.
type SilentController struct {
	Server  string      `json:"server"`
	Problem *ad.Problem `json:"problem"`
}
