package guide

// All lists the guides in the order of the start screen.
func All() []Guide {
	return []Guide{
		casArray(), lbNamespace(), kcdFrontEnd(), smtpVirtualServers(), mapiDoubleHop(),
		serviceUnreachable(), duplicates(), rc4Readiness(), delegation(),
	}
}

// ByID returns a guide by its name.
func ByID(id string) (Guide, bool) {
	for _, g := range All() {
		if g.ID == id {
			return g, true
		}
	}
	return Guide{}, false
}
