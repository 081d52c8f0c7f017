package krb

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/ad/krb/ccache"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// FromCache makes a Client that uses the ticket-granting ticket of a cache.
// The cache is read once and never written. The error is an *ad.Problem: no
// ticket-granting ticket, or one that is over.
func FromCache(opts Options, cache *ccache.Cache) (*Client, error) {
	opts = opts.complete()
	opts.Realm = cache.Principal.Realm
	what := "using the cache " + cache.Name
	if cache.NoKeys {
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: what, Why: "Windows lists the tickets of its logon session and keeps their keys: no other program can ask for tickets with them",
			Do: "log in with --user, or run MIT's kinit and name its cache with --ccache"}
	}
	cred := initial(cache)
	if cred == nil {
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: what,
			Why: "it has no ticket-granting ticket of " + cache.Principal.String(), Do: "run kinit, or log in with --user"}
	}
	t, err := ticketOf(cred)
	if err != nil {
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: what, Why: "its ticket-granting ticket cannot be read: " + err.Error(), Do: "run kinit again", Err: err}
	}
	if p := expired(t); p != nil {
		p.What = what
		return nil, p
	}
	if e := t.reply.SessionEType; !opts.serves(e) {
		return nil, &ad.Problem{Kind: ad.ProblemLogin, What: what, Why: fmt.Sprintf("its ticket-granting ticket has a session key of the type %s, which krb5.conf no longer permits", e),
			Do: "run kinit again, or correct permitted_enctypes (default_tgs_enctypes); every client with this krb5.conf fails in the same way"}
	}
	c := newClient(opts)
	c.name, c.realm = t.client, t.crealm
	c.hold(t)
	return c, nil
}

// initial finds the ticket for krbtgt/R of realm R, R being the principal's:
// the one that ends last, if there are several.
func initial(cache *ccache.Cache) *ccache.Credential {
	var best *ccache.Credential
	for i := range cache.Credentials {
		c := &cache.Credentials[i]
		if _, _, config := c.Config(); config || c.Removed() || c.SKey || !c.Client.Equal(cache.Principal) {
			continue
		}
		s := c.Server
		if len(s.Components) != 2 || !strings.EqualFold(s.Components[0], "krbtgt") ||
			!strings.EqualFold(s.Components[1], cache.Principal.Realm) || !strings.EqualFold(s.Realm, cache.Principal.Realm) {
			continue
		}
		if best == nil || c.End.After(best.End) {
			best = c
		}
	}
	return best
}

// ticketOf turns a cache entry into a ticket that can be used.
func ticketOf(cred *ccache.Credential) (*Ticket, error) {
	var m messages.Ticket
	if err := decode(cred.Ticket(), "the ticket", m.Unmarshal); err != nil {
		return nil, err
	}
	if len(m.SName.NameString) == 0 {
		return nil, fmt.Errorf("the ticket names no service")
	}
	key := cred.Key()
	if size, ok := keySizes[cred.KeyType]; !ok || size != len(key) {
		return nil, fmt.Errorf("its session key is of a type that is not spoken here: %s", ad.EType(cred.KeyType))
	}
	t := &Ticket{ticket: m, key: types.EncryptionKey{KeyType: cred.KeyType, KeyValue: key},
		client: types.PrincipalName{NameType: cred.Client.NameType, NameString: cred.Client.Components}, crealm: cred.Client.Realm}
	t.reply = ad.TicketReply{SPN: nameString(m.SName), Realm: m.Realm, Client: fullName(t.client, t.crealm),
		TicketEType: ad.EType(m.EncPart.EType), SessionEType: ad.EType(cred.KeyType), KVNO: m.EncPart.KVNO,
		Flags: ad.TicketFlags(cred.Flags), AuthTime: cred.AuthTime, Start: cred.Start, End: cred.End, RenewUntil: cred.RenewTill}
	if t.reply.Start.IsZero() {
		t.reply.Start = t.reply.AuthTime
	}
	return t, nil
}

// Left is how long the ticket-granting ticket still serves; negative when it
// is over.
func (c *Client) Left() time.Duration { return time.Until(c.held().reply.End) }
