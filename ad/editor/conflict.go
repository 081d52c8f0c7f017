package editor

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// conflict looks through the forest for another holder of a name that is about
// to be added. An exact holder is a refusal. A holder of the covering host/…
// name is not: an explicit name wins over the alias, and giving a web service's
// name to its own account is everyday work; the note says who answered so far.
func (e *Editor) conflict(ctx context.Context, c ad.Change, self ad.Account) (note string, err error) {
	owners, cov, err := lookup.Owners(ctx, e.conn, c.Value)
	if err != nil {
		return "", &ad.Problem{Kind: ad.ProblemRefused, What: "adding " + c.Value, Why: "the check for other holders could not be made: " + err.Error(),
			Do: "nothing was written; try again when the directory answers", Err: err}
	}
	for _, o := range owners {
		if !o.Same(self) {
			return "", refuse("adding "+c.Value+" to "+self.Label(), c.Value+" is held already by "+o.Label()+" ("+o.DN+")", "take it from there first")
		}
	}
	if !cov.Forest {
		note = cov.Note
	}
	holder, alias := e.aliasHolder(ctx, c.Value, self)
	if holder != "" {
		note = strings.TrimPrefix(note+"; ", "; ") + fmt.Sprintf("%s of %s answered for it until now", alias, holder)
	}
	return note, nil
}

// aliasHolder names another account that holds the covering name.
func (e *Editor) aliasHolder(ctx context.Context, spn string, self ad.Account) (holder, alias string) {
	aliases, err := lookup.HostAliases(ctx, e.conn)
	if err != nil {
		return "", ""
	}
	alias, ok := aliases.Of(spn)
	if !ok {
		return "", ""
	}
	owners, _, err := lookup.Owners(ctx, e.conn, alias)
	if err != nil {
		return "", ""
	}
	for _, o := range owners {
		if !o.Same(self) {
			return o.Label() + " (" + o.DN + ")", alias
		}
	}
	return "", alias
}

// explain adds to a directory's uniqueness refusal who is in the way. Samba
// refuses also to take a value away from one of two holders: it looks the name
// up and stumbles over finding both.
func (e *Editor) explain(ctx context.Context, c ad.Change, self ad.Account, err error) error {
	var p *ad.Problem
	var refused *ad.DirectoryError
	if !errors.As(err, &p) || !errors.As(err, &refused) || refused.Code != 19 || !strings.EqualFold(c.Attribute, "servicePrincipalName") {
		return err
	}
	owners, _, lookErr := lookup.Owners(ctx, e.conn, c.Value)
	for _, o := range owners {
		if lookErr != nil || o.Same(self) {
			continue
		}
		p.Why = c.Value + " is on " + o.Label() + " (" + o.DN + ")"
		p.Do = "take it from there first"
		if c.Op == ad.DeleteValue {
			p.Why += " as well, and this domain controller removes no SPN while two accounts have it, as Samba's does"
			p.Do = fmt.Sprintf("on the domain controller itself: samba-tool spn delete %s '%s', which writes the account's whole list", c.Value, self.Name)
		}
		return p
	}
	if c.Op == ad.DeleteValue {
		return p
	}
	if holder, alias := e.aliasHolder(ctx, c.Value, self); holder != "" {
		p.Why = fmt.Sprintf("it is an alias of %s, which %s holds; the domain controller refuses that to all but administrators", alias, holder)
		p.Do = "have an administrator add it, or take " + alias + " away first"
	}
	return p
}
