package checks

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// ticketControllersDiffer finds SPNs for which the KDCs of the domain controllers do not
// answer alike: with tickets of different keys, or with a ticket and a refusal. What a
// client gets then depends on the one that it meets.
var ticketControllersDiffer = diag.Check{
	Code: "ticket-controllers-differ", Area: "ticket", Severity: diag.Warning,
	Needs:     []string{"ticket", "ticket.controller", "directory.controllers"},
	DependsOn: []string{"kdc-unreachable", "login-missing", "clock-skew", "spn-duplicate", "replica-differs"},
	Run: func(r *diag.Reader, o *diag.Out) {
		said := map[string]map[string]bool{} // SPN: what was answered
		evidence := map[string][]diag.Evidence{}
		silent := map[string]*ad.Problem{}
		proofs := map[string]diag.Proof{}
		for _, f := range facts.TicketAt.All(r) {
			spn, host := facts.ControllerOf(f.Subject)
			first, asked := facts.Ticket.Get(r, spn)
			if !asked || !first.Known() || first.Value.Problem != nil {
				continue // ticket-refused says why
			}
			if said[spn] == nil {
				said[spn], proofs[spn] = map[string]bool{kdcSaid(first.Value): true}, first.Proof()
				evidence[spn] = []diag.Evidence{ticketEvidence(first)}
			}
			proofs[spn] = proofs[spn].And(f.Proof())
			switch {
			case !f.Known():
				silent[spn] = f.Problem
			case f.Value.Error != nil && f.Value.Error.Code == ad.ErrSkew: // says nothing of the SPN
				silent[spn] = &ad.Problem{Kind: ad.ProblemProtocol, What: "what the KDC of " + host + " answers for " + spn + " is not known", Why: "it refuses for its clock: " + f.Value.Error.Error(), Do: "correct the clock, then ask again"}
			default:
				said[spn][kdcSaid(f.Value)] = true
				evidence[spn] = append(evidence[spn], diag.Seen(f.Source, "%s: %s", host, kdcSaid(f.Value)))
			}
		}
		list, known := facts.Controllers.Get(r, "")
		for _, spn := range slices.Sorted(maps.Keys(said)) {
			ev := evidence[spn]
			if known && list.Known() && list.Value.All > len(list.Value.Hosts) {
				ev = append(ev, diag.Seen(list.Source, "%d of %d further domain controllers were asked", len(list.Value.Hosts), list.Value.All))
			}
			switch {
			case len(said[spn]) > 1:
				o.Hit(spn, diag.StaleReplica, map[string]string{"answers": strings.Join(slices.Sorted(maps.Keys(said[spn])), " and ")}, ev...)
			case silent[spn] == nil:
				o.Pass(spn, "", proofs[spn].And(list.Proof()), ev...)
			case silent[spn].Kind != ad.ProblemNotAsked:
				o.Unknown(spn, silent[spn], ev...)
			}
		}
	},
}

// kdcSaid is what a KDC said, without what may differ between two that agree.
func kdcSaid(t ad.TicketResult) string {
	switch {
	case t.Reply != nil:
		return fmt.Sprintf("a ticket with key version %d, %s", t.Reply.KVNO, t.Reply.TicketEType)
	case t.Error != nil:
		return t.Error.Name()
	}
	return "no answer"
}
