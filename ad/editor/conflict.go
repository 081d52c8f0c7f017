package editor

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// conflict looks through the forest for another owner of an SPN that is about to be
// added. An owner of the SPN itself is a refusal. An owner of the covering host/… SPN
// is not: an explicit SPN wins over the alias, and giving a web service's SPN to its
// own account is everyday work; the note says whose alias covered it so far.
func (e *Editor) conflict(ctx context.Context, c ad.Change, self ad.Account) (note string, err error) {
	owners, cov, err := lookup.Owners(ctx, e.conn, c.Value)
	if err != nil {
		return "", &ad.Problem{Kind: ad.ProblemRefused, What: "adding " + c.Value, Why: "the check for other owners could not be made: " + err.Error(),
			Do: "nothing was written; try again when the directory answers", Err: err}
	}
	for _, o := range owners {
		if !o.Same(self) {
			return "", refuse("adding "+c.Value+" to "+self.Label(), c.Value+" is on "+o.Label()+" already ("+o.DN+")", "delete it there first")
		}
	}
	if !cov.Forest {
		note = cov.Note
	}
	holder, alias := e.aliasHolder(ctx, c.Value, self)
	if holder != "" {
		note = strings.TrimPrefix(note+"; ", "; ") + fmt.Sprintf("%s of %s covered it until now", alias, holder)
	}
	return note, nil
}

// aliasHolder names another account that has the covering SPN.
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

// explain adds to a directory's uniqueness refusal which other account has the SPN.
// Samba refuses also to delete a value from one of two owners: it looks the SPN up
// and fails on finding both.
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
		p.Do = "delete it there first"
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
		p.Why = fmt.Sprintf("it is an alias of %s, which %s has; the domain controller refuses that to all but administrators", alias, holder)
		p.Do = "have an administrator add it, or delete " + alias + " first"
	}
	return p
}
