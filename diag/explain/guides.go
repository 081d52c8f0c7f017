package explain

import (
	"strings"

	"adwalk/diag/codes"
)

// servicePath are the families for which the kind of service decides which
// walkthrough fits best.
var servicePath = map[string]bool{codes.SPNMissing: true, codes.WrongKey: true, codes.NoKey: true, codes.NTLMFallback: true, codes.Generic: true, codes.SMTPAuth: true, codes.SPNDuplicate: false}

// guideFor narrows a general walkthrough down by the services named in the
// paste: the client access array's own names, SMTP's, Exchange's web names.
func guideFor(guide, family string, all values, p pasted) string {
	if !servicePath[family] || guide != "" && guide != codes.GuideUnreachable {
		return guide
	}
	web := false
	for _, s := range all.byKey[InputSPN] {
		class, host, _ := strings.Cut(strings.ToLower(s), "/")
		switch class {
		case "exchangemdb", "exchangerfr", "exchangeab":
			return codes.GuideArray
		case "smtpsvc", "smtp":
			return codes.GuideSMTP
		case "http":
			web = web || strings.HasPrefix(host, "outlook") || strings.HasPrefix(host, "autodiscover") || strings.HasPrefix(host, "owa.") || strings.HasPrefix(host, "exchange")
		}
	}
	if len(p.folded) <= wholeText {
		for _, w := range []string{"rpcclientaccess", "rpc client access", "client access array", "casarray"} {
			if strings.Contains(p.folded, w) {
				return codes.GuideArray
			}
		}
		for _, w := range []string{"/mapi/", "/ews/", "/owa", "msexchange", "rpcproxy", "outlook anywhere", "autodiscover"} {
			web = web || strings.Contains(p.folded, w)
		}
	}
	if web {
		return codes.GuideNamespace
	}
	for _, s := range all.byKey[InputSPN] {
		class, _, _ := strings.Cut(strings.ToLower(s), "/")
		if class == "http" && len(p.folded) <= wholeText && strings.Contains(p.folded, "keytab") && guide == codes.GuideUnreachable {
			return codes.GuideWeb
		}
		if narrow := codes.ForService(guide, s); narrow != guide {
			return narrow
		}
	}
	return guide
}

// inputs fills in what a walkthrough asks for. The guide's own inputs come beside
// the plain values; whoever starts the guide passes on the keys that it knows. The shared account of an array is never guessed: the account named
// in an error is as likely the wrong one.
func inputs(guide string, near map[string]string) map[string]string {
	if guide == "" || len(near) == 0 {
		return nil
	}
	out := map[string]string{}
	for k, v := range near {
		out[k] = v
	}
	own := func(key, from string) {
		if v := near[from]; v != "" {
			out[key] = v
		}
	}
	class, host, _ := strings.Cut(near[InputSPN], "/")
	host, _, _ = strings.Cut(host, ":")
	switch guide {
	case codes.GuideArray:
		switch strings.ToLower(class) {
		case "exchangemdb", "exchangerfr", "exchangeab":
			out["array"] = host
		case "http":
			out["web"] = host
		}
	case codes.GuideNamespace:
		own("namespace", InputHost)
	case codes.GuideFrontEnd:
		own("target", InputSPN)
		own("back-ends", InputHost)
		own("users", InputUser)
	case codes.GuideDelegation:
		own("target", InputSPN)
	case codes.GuideShell:
		own("second-hop", InputSPN)
		own("user", InputUser)
	case codes.GuideUnreachable, codes.GuideWeb, codes.GuideMachine, codes.GuideShare, codes.GuideSQL, codes.GuideTrust:
		own("service", InputHost)
		own("service", InputSPN) // says more than the host
	case codes.GuideSMTP:
		own("fqdn", InputHost)
	}
	return out
}
