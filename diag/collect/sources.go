package collect

import (
	"context"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// sources is the table: which function fetches which kind.
var sources = map[string]source{
	facts.Directory.Name:        directoryInfo,
	facts.Login.Name:            login,
	facts.Clock.Name:            clock,
	facts.Controllers.Name:      controllers,
	facts.DNSName.Name:          dnsName,
	facts.Account.Name:          account,
	facts.Groups.Name:           groups,
	facts.Owners.Name:           owners,
	facts.Ticket.Name:           ticket,
	facts.RenewedTicket.Name:    renewedTicket,
	facts.TicketAt.Name:         ticketAt,
	facts.Exchange.Name:         exchangeOrg,
	facts.SPNScan.Name:          spnScan,
	facts.AESTicket.Name:        aesTicket,
	facts.AccountKeys.Name:      accountKeys,
	facts.UniquenessPolicy.Name: uniqueness,
	facts.Delegation.Name:       delegation,
	facts.DelegationProof.Name:  delegationProof,
	facts.ServiceAnswer.Name:    serviceAnswer,
	facts.WebAuth.Name:          webAuth,
	facts.Reach.Name:            reach,
	facts.Replicas.Name:         replicas,
	facts.ReplicaScan.Name:      replicaScan,
	facts.Caches.Name:           caches,
	facts.Krb5Conf.Name:         krb5Conf,
	facts.Trusts.Name:           trusts,
	facts.Referral.Name:         referral,
	facts.ClientNames.Name:      clientNames,
	facts.Keytab.Name:           keytabFact,
	facts.TokenSize.Name:        tokenSize,
	facts.GMSA.Name:             gmsa,
	facts.LoginSIDs.Name:        loginSIDs,
	facts.DFS.Name:              dfs,
	facts.LDAPBinds.Name:        ldapBinds,
}

func directoryInfo(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	d, err := c.directory()
	if err != nil {
		return err
	}
	info, err := d.Info(ctx)
	if err != nil {
		return err
	}
	info.NetBIOS = lookup.NetBIOS(ctx, d, info)
	facts.Directory.Put(s, diag.Fact[ad.DirectoryInfo]{Subject: subject, Value: info, Source: c.from("ldap", info.Server)})
	return nil
}

// login asks the KDC for one more ticket-granting ticket: a login out of a cache
// says nothing about whether a KDC answers today. An error is an answer.
func login(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Tickets == nil {
		return c.noTickets("logging in to Kerberos")
	}
	v := facts.LoginValue{Client: c.Tickets.Client()}
	if _, realm, ok := strings.Cut(v.Client, "@"); ok {
		answer := c.Tickets.Ask(ctx, ad.TicketRequest{SPN: "krbtgt/" + realm})
		if answer.Problem != nil {
			return answer.Problem
		}
		v.KDC = answer.KDC
	}
	facts.Login.Put(s, diag.Fact[facts.LoginValue]{Subject: subject, Value: v, Source: c.from("kdc", v.KDC)})
	return nil
}

func dnsName(ctx context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Names == nil {
		return &ad.Problem{Kind: ad.ProblemNotAsked, What: "resolving " + subject, Why: "no resolver is set up"}
	}
	canonical, addresses, asked, err := c.Names.Lookup(ctx, subject)
	if err != nil {
		return &ad.Problem{Kind: ad.ProblemUnreachable, What: "resolving " + subject, Why: err.Error(), Do: "check the name servers of this machine", Err: err}
	}
	name := "the local resolver"
	if len(asked) > 0 {
		name = strings.TrimPrefix(asked[len(asked)-1], "dns ") // the source's kind says that
	}
	facts.DNSName.Put(s, diag.Fact[facts.DNSValue]{Subject: subject, Source: c.from("dns", name),
		Value: facts.DNSValue{Canonical: canonical, Addresses: addresses, Asked: asked}})
	return nil
}

func (c *Collector) noTickets(what string) error {
	if c.NoTickets != nil {
		return c.NoTickets
	}
	return &ad.Problem{Kind: ad.ProblemNotAsked, What: what, Why: "there is no Kerberos login", Do: "log in with kinit, --user, --keytab or --ccache"}
}

// as adds who asked to a source.
func (c *Collector) as(info ad.DirectoryInfo, src ad.Source) ad.Source {
	src.As = info.As
	return src
}

func (c *Collector) from(kind, name string) ad.Source {
	return ad.Source{Kind: kind, Name: name, At: c.now()}
}
