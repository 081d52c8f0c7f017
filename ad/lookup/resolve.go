package lookup

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"adwalk/ad"
)

// Preference says which of two accounts a name means that a user has and, with a
// dollar sign behind it, a computer.
type Preference int

// The preferences.
const (
	Either   Preference = iota // two that answer are an error that lists both
	Computer                   // the computer first, as setspn does
	User                       // the user alone, as setspn -U does
)

// Resolve finds the one account that a person means. It takes name, name$,
// DOMAIN\name, a user principal name, a DNS host name, a DN, a SID or a GUID. The
// account comes with the attributes that the reader may write. When there is none
// or more than one, the error is a *ad.Problem that lists candidates.
func Resolve(ctx context.Context, dir ad.Directory, name string) (ad.Account, error) {
	return ResolveAs(ctx, dir, name, Either)
}

// ResolveUser is Resolve for an account that is not a computer, also where a
// computer has the same name.
func ResolveUser(ctx context.Context, dir ad.Directory, name string) (ad.Account, error) {
	return ResolveAs(ctx, dir, name, User)
}

// ResolveAs is Resolve with a preference.
func ResolveAs(ctx context.Context, dir ad.Directory, name string, prefer Preference) (ad.Account, error) {
	name = strings.TrimSpace(name)
	q, err := accountQuery(ctx, dir, name, prefer)
	if err != nil {
		return ad.Account{}, err
	}
	for _, one := range q {
		one.Attributes, one.Limit = withRights(), 20
		found, err := accounts(ctx, dir, one)
		if err != nil && !isKind(err, ad.ProblemNotFound) {
			return ad.Account{}, err
		}
		found = slices.DeleteFunc(found, func(a ad.Account) bool { return prefer == User && a.Is("computer") })
		switch len(found) {
		case 0:
		case 1:
			if err := Settle(ctx, dir, found); err != nil {
				return found[0], err
			}
			err := writeRights(ctx, dir, &found[0])
			return found[0], err
		default:
			return ad.Account{}, ambiguous(name, found)
		}
	}
	return ad.Account{}, unknown(ctx, dir, name)
}

// accountQuery turns a name into the searches to try, in order.
func accountQuery(ctx context.Context, dir ad.Directory, name string, prefer Preference) ([]ad.Query, error) {
	by := func(attribute, value string) ad.Query {
		return ad.Query{Scope: ad.ScopeSub, Filter: "(" + attribute + "=" + ad.EscapeFilter(value) + ")"}
	}
	base := ""
	switch {
	case name == "" || len(name) > 1024:
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "no account was named", Do: `name one: CAS1$, alice, CONTOSO\alice, alice@contoso.com or a DN`}
	case strings.HasPrefix(strings.ToUpper(name), "S-1-"):
		raw, err := ad.EncodeSID(name)
		if err != nil {
			return nil, &ad.Problem{Kind: ad.ProblemUsage, What: err.Error(), Do: "copy it again"}
		}
		return []ad.Query{{Scope: ad.ScopeSub, Filter: "(objectSid=" + escapeBytes(raw) + ")"}}, nil
	case looksLikeDN(name) || strings.HasPrefix(strings.ToUpper(name), "DC="):
		return []ad.Query{{Base: name, Scope: ad.ScopeBase}}, nil
	case strings.Contains(name, "/"):
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("%q is not an account", name), Why: "it looks like an SPN", Do: "look up the SPN owner instead"}
	}
	if raw, ok := parseGUID(name); ok {
		return []ad.Query{{Scope: ad.ScopeSub, Filter: "(objectGUID=" + escapeBytes(raw) + ")"}}, nil
	}
	if domain, rest, ok := strings.Cut(name, `\`); ok {
		var err error
		if base, err = domainBase(ctx, dir, domain); err != nil {
			return nil, err
		}
		name = rest
	}
	var out []ad.Query
	if user, realm, ok := strings.Cut(name, "@"); ok {
		out = append(out, by("userPrincipalName", name))
		info, err := dir.Info(ctx)
		if err != nil {
			return nil, err
		}
		if strings.EqualFold(realm, info.Realm) { // the implicit name that every account has
			out = append(out, by("sAMAccountName", user))
		}
		return out, nil
	}
	switch {
	case strings.HasSuffix(name, "$"), base != "", prefer == User: // DOMAIN\name is the account's whole name
		out = append(out, by("sAMAccountName", name))
	case prefer == Computer:
		out = append(out, by("sAMAccountName", name+"$"), by("sAMAccountName", name))
	default: // both at once: where two answer, a person has to choose
		v := ad.EscapeFilter(name)
		out = append(out, ad.Query{Scope: ad.ScopeSub, Filter: "(|(sAMAccountName=" + v + ")(sAMAccountName=" + v + "$))"})
	}
	if base != "" && !strings.HasSuffix(name, "$") {
		out = append(out, by("sAMAccountName", name+"$"))
	}
	if strings.Contains(name, ".") {
		out = append(out, by("dNSHostName", name))
	}
	for i := range out {
		out[i].Base = base
	}
	return out, nil
}

// domainBase finds the naming context of a domain by its NetBIOS or DNS name.
func domainBase(ctx context.Context, dir ad.Directory, domain string) (string, error) {
	info, err := dir.Info(ctx)
	if err != nil {
		return "", err
	}
	value := ad.EscapeFilter(domain)
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: "CN=Partitions," + info.Configuration, Scope: ad.ScopeOne, Limit: 2,
		Filter: "(&(objectClass=crossRef)(systemFlags:1.2.840.113556.1.4.803:=2)(|(nETBIOSName=" + value + ")(dnsRoot=" + value + ")))", Attributes: []string{"nCName"}})
	if err != nil && !isKind(err, ad.ProblemNotFound) {
		return "", err
	}
	if len(found) > 0 && found[0].Text("nCName") != "" {
		return found[0].Text("nCName"), nil
	}
	// A directory without partitions still knows its own first label.
	if first, _, _ := strings.Cut(info.Realm, "."); strings.EqualFold(first, domain) || strings.EqualFold(info.Realm, domain) {
		return info.Domain, nil
	}
	return "", &ad.Problem{Kind: ad.ProblemNotFound, What: fmt.Sprintf("the domain %q is not known", domain),
		Why: "the forest of " + info.Server + " has no domain of that name", Do: "check the spelling, or leave the domain out"}
}

// NetBIOS reads the short name of the connection's own domain, as in
// CONTOSO\alice. It is often the first label of the DNS name and need not be;
// "" where the directory does not tell.
func NetBIOS(ctx context.Context, dir ad.Directory, info ad.DirectoryInfo) string {
	if info.Configuration == "" || info.Domain == "" {
		return ""
	}
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: "CN=Partitions," + info.Configuration, Scope: ad.ScopeOne, Limit: 2,
		Filter: "(&(objectClass=crossRef)(nCName=" + ad.EscapeFilter(info.Domain) + "))", Attributes: []string{"nETBIOSName"}})
	if err != nil || len(found) == 0 {
		return ""
	}
	return found[0].Text("nETBIOSName")
}

// accounts runs a search and decodes what it finds.
func accounts(ctx context.Context, dir ad.Directory, q ad.Query) ([]ad.Account, error) {
	var out []ad.Account
	_, err := dir.Search(ctx, q, func(e ad.Entry) error {
		a, err := DecodeAccount(e)
		if err != nil {
			return &ad.Problem{Kind: ad.ProblemProtocol, What: "an object cannot be read", Why: err.Error(), Err: err}
		}
		out = append(out, a)
		return nil
	})
	return out, err
}

func ambiguous(name string, found []ad.Account) error {
	var list, names []string
	for _, a := range found {
		list = append(list, fmt.Sprintf("the %s %s (%s, %s)", a.Kind(), a.Label(), a.DN, a.SID))
		if strings.HasSuffix(a.Name, "$") {
			names = append(names, a.Name)
		}
	}
	do := "name it by its DN or its SID"
	if len(names) == 1 {
		do = "for the computer write " + names[0] + ", for the user DOMAIN\\" + strings.TrimSuffix(names[0], "$") + "; a DN, a SID or a UPN names either"
	}
	return &ad.Problem{Kind: ad.ProblemUsage, What: fmt.Sprintf("%q names more than one account", name), Why: strings.Join(list, "; "), Do: do,
		Err: &ad.AmbiguousAccount{Name: name, Accounts: found}}
}

// unknown builds the not-found problem, with the names that come close.
func unknown(ctx context.Context, dir ad.Directory, name string) error {
	p := &ad.Problem{Kind: ad.ProblemNotFound, What: fmt.Sprintf("could not find account %s", name),
		Why: "the domain has no such object, or the account that asks may not see it", Do: "check the spelling"}
	if info, err := dir.Info(ctx); err == nil && info.As != "" {
		p.Why = "the domain has no such object, or " + info.As + " may not see it"
	}
	stem := strings.TrimSuffix(name[strings.LastIndexByte(name, '\\')+1:], "$")
	stem, _, _ = strings.Cut(stem, "@")
	if looksLikeDN(name) {
		_, stem, _ = strings.Cut(strings.SplitN(name, ",", 2)[0], "=")
	}
	if len(stem) < 2 {
		return p
	}
	if len(stem) > 4 {
		stem = stem[:len(stem)*2/3]
	}
	v := ad.EscapeFilter(strings.ToValidUTF8(stem, ""))
	near, _, err := ad.SearchAll(ctx, dir, ad.Query{Scope: ad.ScopeSub, Limit: 5, Attributes: []string{"sAMAccountName"},
		Filter: "(&(objectClass=user)(|(sAMAccountName=" + v + "*)(cn=" + v + "*)))"})
	if err != nil || len(near) == 0 {
		return p
	}
	var names []string
	for _, e := range near {
		names = append(names, e.Text("sAMAccountName"))
	}
	p.Do = "did you mean " + strings.Join(names, ", ") + "?"
	return p
}
