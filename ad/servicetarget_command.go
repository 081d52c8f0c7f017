package ad

import (
	"slices"
	"strings"
)

// impacketSchemes are programs of impacket with the service that they log in to.
var impacketSchemes = map[string]string{
	"smbclient": "smb", "psexec": "smb", "smbexec": "smb", "wmiexec": "smb", "dcomexec": "smb", "atexec": "smb", "secretsdump": "smb", "lookupsid": "smb", "samrdump": "smb",
	"services": "smb", "reg": "smb", "rpcdump": "smb", "smbserver": "", "mssqlclient": "mssql",
}

// impacketTarget is the server of [domain/]user[:password]@server, as programs of impacket
// take it, and of NetExec's protocol and server.
func impacketTarget(program string, words []string) (server string, ok bool) {
	if slices.Contains([]string{"nxc", "netexec", "crackmapexec", "cme"}, strings.TrimSuffix(program, ".py")) && len(words) > 2 {
		scheme, host := strings.ToLower(words[1]), strings.Trim(words[2], `"'`)
		if protocols[scheme].class == "" || strings.HasPrefix(host, "-") {
			return "", false
		}
		return scheme + "://" + host, true
	}
	name, script := strings.CutSuffix(program, ".py")
	name, packaged := strings.CutPrefix(name, "impacket-")
	scheme := impacketSchemes[name]
	if scheme == "" || !script && !packaged {
		return "", false
	}
	for _, w := range words[1:] {
		w = strings.Trim(w, `"'`)
		if at := strings.LastIndexByte(w, '@'); at >= 0 && !strings.HasPrefix(w, "-") {
			return scheme + "://" + w[at+1:], true
		}
	}
	return "", false
}

// askedOf finds what a command logs in to where that is not its first word: the proxy with
// which curl negotiates, and the class and the host of kvno -S.
func askedOf(program string, words []string) (server, class string, ok bool) {
	value := func(options ...string) string {
		for i, w := range words[:len(words)-1] {
			if slices.Contains(options, w) {
				return strings.Trim(words[i+1], `"'`)
			}
		}
		return ""
	}
	switch program {
	case "curl", "curl.exe":
		negotiates, proxy := false, false
		for _, w := range words {
			negotiates = negotiates || w == "--negotiate"
			proxy = proxy || len(w) >= len("--proxy-n") && strings.HasPrefix("--proxy-negotiate", w)
		}
		to := value("-x", "--proxy")
		if negotiates || !proxy || to == "" {
			return "", "", false
		}
		if !strings.Contains(to, "://") {
			to = "http://" + to
		}
		return to, classOption(words, true), true
	case "kvno":
		last := strings.Trim(words[len(words)-1], `"'`)
		if service := value("-S"); isClass(service) && !strings.ContainsAny(last, "/@") {
			return service + "/" + last, "", true
		}
	}
	return "", "", false
}
