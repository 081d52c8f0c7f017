package timeline

import (
	"fmt"
	"strings"
	"time"

	"adwalk/ad"
)

func place(m ad.WireMessage) string { return fmt.Sprintf("packet %d", m.Frame) }

func host(address string) string {
	if h, _, ok := cutPort(address); ok {
		return h
	}
	return address
}

func cutPort(address string) (h, p string, ok bool) {
	i := strings.LastIndexByte(address, ':')
	if i < 0 {
		return "", "", false
	}
	return strings.Trim(address[:i], "[]"), address[i+1:], true
}

func principal(m ad.WireMessage) string {
	if m.Client != "" && m.CRealm != "" {
		return m.Client + "@" + m.CRealm
	}
	return m.Client
}

// link names a connection by its ends, whoever sends.
func link(m ad.WireMessage) string {
	if m.From < m.To {
		return m.From + " " + m.To
	}
	return m.To + " " + m.From
}

func isTGT(spn string) bool { return strings.HasPrefix(strings.ToLower(spn), "krbtgt/") }

func serviceHost(spn string) string {
	_, h, _ := strings.Cut(spn, "/")
	h, _, _ = strings.Cut(h, "/")
	h, _, _ = strings.Cut(h, ":")
	return strings.ToLower(h)
}

func has(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

func types(list []ad.EType) string {
	var out []string
	for _, t := range list {
		out = append(out, t.String())
	}
	return strings.Join(out, ", ")
}

func hinted(hints []ad.ETypeHint) string {
	if len(hints) == 0 {
		return ""
	}
	var out []string
	for _, h := range hints {
		out = append(out, h.EType.String())
	}
	return " with " + strings.Join(out, ", ")
}

func over(m ad.WireMessage) string {
	if m.HTTP != nil && m.HTTP.Host != "" {
		return fmt.Sprintf(" over HTTP: %s %s%s", m.HTTP.Method, m.HTTP.Host, m.HTTP.Path)
	}
	if m.Carrier == "" || m.Carrier == "TCP" {
		return ""
	}
	return " over " + m.Carrier
}

func orUnknown(s string) string {
	if s == "" {
		return "a name that is not visible"
	}
	return s
}

func clock(t time.Time) string { return t.UTC().Format("15:04:05Z") }

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
