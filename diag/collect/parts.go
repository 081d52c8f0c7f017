package collect

import (
	"context"
	"time"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// Reacher opens a TCP connection to host:port and closes it at once.
type Reacher interface {
	// Reach returns who was asked ("10.0.0.1:80"). Not open comes with the
	// reason in words; the error, a *ad.Problem, is for a host without address.
	Reach(ctx context.Context, hostPort string) (asked string, open bool, why string, err error)
}

// Prover proves with the front end's own key what it may do in a user's name.
type Prover interface {
	// Prove returns an error, a *ad.Problem, when the front end's key is not at
	// hand or does not log in.
	Prove(ctx context.Context, frontEnd, user string, targets []string) (ad.DelegationProof, error)
}

// ReplicaReader asks every domain controller of the domain.
type ReplicaReader interface {
	// Replicas reads one account from each of them.
	Replicas(ctx context.Context, account string) ([]facts.Replica, error)
	// Holders asks all but the one in use who holds an SPN.
	Holders(ctx context.Context, spn string) ([]facts.HoldersAt, error)
	// Compare reads all accounts with SPNs from each controller that the operator
	// named, or from all where there are few. With fewer than two the error is a
	// *ad.Problem of kind not-asked.
	Compare(ctx context.Context) (facts.ReplicaScanValue, error)
	// Controllers lists the domain's controllers, at most as many as are worth asking.
	Controllers(ctx context.Context) (facts.ControllersValue, error)
	// Clock reads the clock of one of them: theirs minus ours.
	Clock(ctx context.Context, host string) (time.Duration, error)
	// Ticket asks the KDC of one of them for a service's ticket.
	Ticket(ctx context.Context, spn, host string) (ad.TicketResult, error)
	// Binds tries which ways to log in the policy of one of them lets through.
	Binds(ctx context.Context, host string) (ad.BindPolicy, error)
}

// KDCs knows where the KDCs are and asks them for their time.
type KDCs interface {
	// KDCs lists the addresses of a realm's KDCs; "" is the client's own realm.
	KDCs(ctx context.Context, realm string) ([]string, error)
	Clock(ctx context.Context, kdc string) ad.KDCAnswer
	// KeyTypes lists the encryption types that an account has keys of.
	KeyTypes(ctx context.Context, account string) ([]ad.EType, error)
}

// notAsked is the reason for a part that this collector was not given.
func notAsked(what, why, do string) *ad.Problem {
	return &ad.Problem{Kind: ad.ProblemNotAsked, What: what, Why: why, Do: do}
}

// noProbe says why a service is not asked.
func (c *Collector) noProbe(what string) error {
	if c.NoProbes != nil {
		return &ad.Problem{Kind: c.NoProbes.Kind, What: what, Why: c.NoProbes.Why, Do: c.NoProbes.Do}
	}
	return notAsked(what, "nothing here asks services", "")
}
