package directory

import (
	"context"

	"adwalk/ad"
)

// Replica reads one attribute of one object on this connection's own
// controller, with who wrote it last, the clock, the highest USN and the time
// of one small search, as Replicas does for every controller. k says which
// controller it is. What goes wrong is the replica's Problem.
func (c *Conn) Replica(ctx context.Context, k ad.Controller, dn, attribute string) ad.Replica {
	r := ad.Replica{Controller: k}
	c.askReplica(ctx, ad.DirectoryInfo{Server: k.Host}, dn, attribute, &r)
	return r
}
