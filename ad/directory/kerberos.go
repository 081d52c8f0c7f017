package directory

import (
	"context"
	"net"

	"adwalk/ad"
)

// loginKerberos binds with a ticket.
func (s *session) loginKerberos(_ context.Context, _ Options, conn net.Conn) error {
	_ = conn
	return &ad.Problem{Kind: ad.ProblemLogin, What: "logging in with a ticket", Why: "not offered on this connection", Do: "use a password over ldaps"}
}
