package facts

import (
	"adwalk/ad"
	"adwalk/diag"
)

// Controllers are the domain controllers of the domain whose clocks are compared,
// subject "".
var Controllers = diag.Define[ControllersValue]("directory.controllers", "the domain controllers of the domain, and how many of them are asked", diag.Exact)

// ControllersValue lists those that are asked, of all.
type ControllersValue = ad.ControllerList

// SilentController is a domain controller that could not be asked.
type SilentController = ad.SilentController
