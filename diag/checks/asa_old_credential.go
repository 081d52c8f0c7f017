package checks

import (
	"time"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
)

// asaOldCredential finds array members that got their credential before the
// account's password was last changed: they hold an old password.
//
// The pasted times are local to the servers. When nobody said which zone that
// is, one member whose time fits tells it; otherwise a time is judged only when
// no zone on earth would change the answer.
var asaOldCredential = diag.Check{
	Code: "asa-old-credential", Area: "exchange", Severity: diag.Error,
	Needs:     []string{"exchange.asa-status", "input", "service.answer", "account"},
	DependsOn: []string{"directory-unreachable", "account-missing", "account-no-password", "asa-missing-on-member", "asa-other-account"},
	Run: func(r *diag.Reader, o *diag.Out) {
		c, ok := pastedCredentials(r)
		if !ok {
			return
		}
		tol := tolerance(r)
		offset, known := zone(r)
		order := fits(r, c, offset, tol)
		known = known || order != noFit
		for _, m := range c.members {
			name := c.account(m.Latest)
			if name == "" {
				continue // another code's business
			}
			acc, asked := facts.Account.Get(r, name)
			if !asked {
				continue
			}
			ev := []diag.Evidence{diag.Seen(c.src, "Latest: %s, %s", m.Latest.Raw, m.Latest.Account)}
			if acc.Known() {
				ev = append(ev, diag.Seen(acc.Source, "password of %s set %s", acc.Value.Label(), day(acc.Value.PasswordSet)))
			}
			switch age, p := credentialAge(readings(m.Latest, order, c.src), acc, offset, known, tol); {
			case p != nil:
				o.Unknown(m.Server, p, ev...)
			case age > tol:
				hit := o.Hit(m.Server, diag.WrongKey, map[string]string{
					"account": acc.Value.Label(), "latest": m.Latest.Raw, "password": day(acc.Value.PasswordSet), "tolerance": tol.String(), "source": c.source(m.Server),
				}, ev...)
				hit.Hides = append(answersOf(r, m.Server), authLog)
			default:
				o.Pass(m.Server, "", c.proof.And(acc.Proof("pwdLastSet")), ev...)
			}
		}
	},
}

// The farthest zones from UTC that are in use.
const (
	westmost = -12 * time.Hour
	eastmost = 14 * time.Hour
)

// fit says how the paste's dates are to be read, when one of them proves it.
type fit int

const (
	noFit     fit = iota
	asRead        // a member's time agrees with the password date
	asSwapped     // it does with day and month the other way round
)

// fits looks for a member whose time agrees with the account's password date.
// Such a member tells the zone (UTC, or the one that was given) and the order of
// day and month for the whole paste.
func fits(r *diag.Reader, c credentials, offset, tol time.Duration) fit {
	out := noFit
	for _, m := range c.members {
		acc, ok := facts.Account.Get(r, c.account(m.Latest))
		if !ok || !acc.Known() || m.Latest.Time.IsZero() || acc.Value.PasswordSet.IsZero() {
			continue
		}
		if (acc.Value.PasswordSet.Sub(m.Latest.Time) + offset).Abs() <= tol {
			return asRead
		}
		if m.Latest.AmbiguousDate && (acc.Value.PasswordSet.Sub(swapped(m.Latest.Time))+offset).Abs() <= tol {
			out = asSwapped
		}
	}
	return out
}

// readings lists the times that a credential's date can mean. A time that lies
// after the paste is none of them.
func readings(cred facts.ASACredential, order fit, src ad.Source) []time.Time {
	switch {
	case cred.Time.IsZero():
		return nil
	case !cred.AmbiguousDate && !src.At.IsZero() && cred.Time.After(src.At.Add(eastmost)):
		return nil // it lies in the future: another calendar, or another order of its numbers
	case !cred.AmbiguousDate || order == asRead:
		return []time.Time{cred.Time}
	case order == asSwapped:
		return []time.Time{swapped(cred.Time)}
	}
	var out []time.Time
	for _, t := range []time.Time{cred.Time, swapped(cred.Time)} {
		if src.At.IsZero() || t.Before(src.At.Add(eastmost)) {
			out = append(out, t)
		}
	}
	return out
}

// credentialAge is by how much the credential is older than the password;
// negative when it is newer. The problem says why it cannot be told.
func credentialAge(at []time.Time, acc diag.Fact[ad.Account], offset time.Duration, known bool, tol time.Duration) (time.Duration, *ad.Problem) {
	unknown := func(why, do string) (time.Duration, *ad.Problem) {
		return 0, &ad.Problem{Kind: ad.ProblemNotFound, What: "the age of the credential is not known", Why: why, Do: do}
	}
	switch {
	case !acc.Known():
		return 0, acc.Problem
	case acc.Value.PasswordSet.IsZero():
		return unknown("the account's password date could not be read", "read with an account that may see pwdLastSet")
	case len(at) == 0:
		return unknown("its date could not be read", "paste the status with dates like 2016-01-12 10:19:22")
	}
	old, fresh := 0, 0
	age := time.Duration(0)
	for _, t := range at {
		age = acc.Value.PasswordSet.Sub(t) + offset
		earliest, latest := age, age
		if !known && age > tol { // a zone could make it fit
			earliest = age + westmost
		}
		switch {
		case earliest > tol:
			old++
		case latest <= tol:
			fresh++
		}
	}
	switch {
	case old == len(at), fresh == len(at):
		return age, nil
	case old+fresh == len(at):
		return unknown("day and month can be read either way", "paste the status with dates like 2016-01-12 10:19:22")
	}
	age, p := unknown("the time is local to the server, and its zone decides", "give the zone")
	p.Input = "zone=+01:00"
	return age, p
}

// swapped reads day and month the other way round.
func swapped(t time.Time) time.Time {
	return time.Date(t.Year(), time.Month(t.Day()), int(t.Month()), t.Hour(), t.Minute(), t.Second(), 0, t.Location())
}
