package collect

import (
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// delegation gathers who may delegate, to whom, and who must not be delegated.
func delegation(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	info, err := d.Info(ctx)
	if err != nil {
		return err
	}
	found, sensitive, cov, err := lookup.Delegators(ctx, d)
	if err != nil {
		return err
	}
	v := facts.DelegationValue{Accounts: found, Sensitive: sensitive, Coverage: cov}
	domain, err := domainSID(ctx, d)
	if err != nil {
		return err
	}
	if v.Names, err = trustees(ctx, d, domain, found); err != nil {
		return err
	}
	hidden, all, err := lookup.HiddenDelegation(ctx, d)
	if err != nil {
		return err
	}
	if v.Hidden = hidden; !all {
		v.Coverage.Note = strings.TrimPrefix(v.Coverage.Note+fmt.Sprintf("; more than %d accounts have SPNs: whether a delegation of one of them is hidden from this login was not looked up", lookup.MaxLookedInto), "; ")
	}
	if domain == "" {
		v.Coverage.Note = strings.TrimPrefix(v.Coverage.Note+"; the domain's SID cannot be read, so that the members of Protected Users are not known", "; ")
	}
	if v.Protected, err = protected(ctx, d, domain); err != nil {
		return err
	}
	facts.Delegation.Put(s, diag.Fact[facts.DelegationValue]{Subject: subject, Value: v, Source: c.as(info, cov.Source)})
	return nil
}

// trustees names the SIDs that targets let in: "" for one of this domain that
// nobody has. One of another domain that no catalogue knows stays out: it may
// well exist beyond a trust.
func trustees(ctx context.Context, d ad.Directory, domain string, accounts []ad.Account) (map[string]string, error) {
	names := map[string]string{}
	var sids []string
	for _, a := range accounts {
		for _, sid := range a.ActOnBehalf {
			if _, seen := names[sid]; !seen {
				names[sid] = ""
				sids = append(sids, sid)
			}
		}
	}
	found, err := lookup.BySID(ctx, d, sids)
	if err != nil {
		return nil, err
	}
	for _, sid := range sids {
		a, ok := found[sid]
		switch {
		case ok:
			names[sid] = a.Label()
		case domain != "" && strings.HasPrefix(sid, domain+"-"):
		default:
			if names[sid], err = elsewhere(ctx, d, sid); err != nil {
				return nil, err
			}
			if names[sid] == "" {
				delete(names, sid)
			}
		}
	}
	return names, nil
}

// elsewhere finds a SID's account in the other domains of the forest.
func elsewhere(ctx context.Context, d ad.Directory, sid string) (string, error) {
	raw, err := ad.EncodeSID(sid)
	if err != nil {
		return "", nil // no account has such a SID, and none is missing
	}
	found, _, err := ad.SearchAll(ctx, d, ad.Query{Scope: ad.ScopeSub, Forest: true, Filter: "(objectSid=" + ad.EscapeFilter(string(raw)) + ")",
		Attributes: []string{"sAMAccountName"}, Limit: 2})
	if err != nil || len(found) == 0 {
		return "", err
	}
	if name := found[0].Text("sAMAccountName"); name != "" {
		return name, nil
	}
	return found[0].DN, nil
}

// domainSID is the domain's own, "" when it may not be read.
func domainSID(ctx context.Context, d ad.Directory) (string, error) {
	info, err := d.Info(ctx)
	if err != nil {
		return "", err
	}
	top, _, err := ad.SearchAll(ctx, d, ad.Query{Base: info.Domain, Scope: ad.ScopeBase, Attributes: []string{"objectSid"}})
	if err != nil || len(top) == 0 || !top[0].Has("objectSid") {
		return "", err
	}
	sid, err := ad.DecodeSID(top[0].Values("objectSid")[0])
	if err != nil {
		return "", &ad.Problem{Kind: ad.ProblemProtocol, What: "reading the domain's SID", Why: err.Error(), Err: err}
	}
	return sid, nil
}

func matching(ctx context.Context, d ad.Directory, filter string, attributes []string) ([]ad.Account, error) {
	var out []ad.Account
	var kept ad.Budget
	_, err := d.Search(ctx, ad.Query{Scope: ad.ScopeSub, Filter: filter, Attributes: attributes}, func(e ad.Entry) error {
		if err := kept.Take(e); err != nil {
			return err
		}
		a, err := lookup.DecodeAccount(e)
		if err != nil {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
		}
		out = append(out, a)
		return nil
	})
	return out, err
}

// delegationProof asks the KDC with the front end's own key.
func delegationProof(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	asked, ok := facts.DelegatedOf(subject)
	if !ok {
		return notAsked("proving a delegation", "the subject does not name front end, user and target", "")
	}
	if c.Delegation == nil {
		return notAsked("proving the delegation of "+asked.FrontEnd, "the front end's own key was not given", "prove it with adwalk s4u and the front end's keytab")
	}
	proof, err := c.Delegation.Prove(ctx, asked.FrontEnd, asked.User, []string{asked.Target})
	if err != nil {
		return err
	}
	if proof.Evidence.Problem != nil {
		return proof.Evidence.Problem
	}
	v := facts.DelegationProofValue{Self: proof.Evidence.Error, KDC: proof.Evidence.KDC}
	for _, t := range proof.Targets {
		switch {
		case v.Self != nil:
		case t.Ticket.Problem != nil:
			return t.Ticket.Problem
		default:
			v.Proxy, v.KDC = t.Ticket.Error, t.Ticket.KDC
			v.Verdict, v.Limit = t.Verdict, proof.Limit
		}
	}
	facts.DelegationProof.Put(s, diag.Fact[facts.DelegationProofValue]{Subject: subject, Value: v, Source: c.from("kdc", v.KDC)})
	return nil
}
