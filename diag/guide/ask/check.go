package ask

import (
	"strconv"
	"strings"

	"adwalk/ad"
)

// Quoted shows a value that was typed, the beginning of it when it is long.
func Quoted(v string) string {
	if len(v) > 80 {
		v = strings.ToValidUTF8(v[:80], "") + "…"
	}
	return strconv.Quote(v)
}

// CheckHost takes what can be the host part of an SPN.
func CheckHost(v string) error {
	bad := func(why string) error {
		return &ad.Problem{Kind: ad.ProblemUsage, What: Quoted(v) + " is not a host name", Why: why, Do: "write it like outlook.contoso.com"}
	}
	if strings.ContainsAny(v, `/\:@ $=,;()<>"'`) {
		return bad("it holds a character that host names do not have")
	}
	if len(v) > 255 { // RFC 1035 2.3.4
		return bad("it is longer than 255 characters")
	}
	if _, err := ad.ParseSPN("http/" + v); err != nil {
		return bad(ad.AsProblem(err, ad.ProblemUsage, "").Why)
	}
	return nil
}

func CheckAccount(v string) error {
	_, name, ok := strings.Cut(v, "=")
	if !ok {
		name = v
	}
	if strings.TrimSpace(name) == "" || len(v) > 600 {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "the account's name cannot be used", Why: "it is empty or too long", Do: "write it like CASARRAY-ASA$"}
	}
	return nil
}

func CheckYesNo(v string) error {
	if !strings.EqualFold(v, "yes") && !strings.EqualFold(v, "no") {
		return &ad.Problem{Kind: ad.ProblemUsage, What: v + " is no answer here", Why: "the question is answered by yes or no", Do: "write yes or no"}
	}
	return nil
}
