package ad

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// startsWithHost says that what stands before the first slash is a host with a
// path behind it and no service class: it has a dot or a port, is an address, or
// the rest is empty. A known class is never a host.
func startsWithHost(s string) bool {
	first, rest, _ := strings.Cut(s, "/")
	if ServiceClassKnown(first) {
		return false
	}
	return strings.ContainsAny(first, ".:[") || strings.EqualFold(first, "localhost") || strings.Trim(rest, "/") == ""
}

// severalHosts says that s is a list of host:port, as bootstrap servers and ZooKeepers are
// written; the first stands for all.
func severalHosts(s string) bool {
	list := strings.Split(s, ",")
	for _, one := range list {
		host, port, ok := strings.Cut(strings.TrimSpace(one), ":")
		if !ok || host == "" || port == "" || len(port) > 5 || strings.Trim(port, "0123456789") != "" {
			return false
		}
		if _, odd := OddInHost(host); odd { // a path that has commas and colons
			return false
		}
	}
	return len(list) > 1
}

// setAuthority reads host and port.
func (t *ServiceTarget) setAuthority(s string) error {
	s = strings.TrimSpace(s)
	host, port := s, ""
	switch addr, err := netip.ParseAddr(s); {
	case err == nil && addr.Is6():
		host = addr.WithZone("").String()
	case strings.HasPrefix(s, "["):
		inside, after, ok := strings.Cut(s[1:], "]")
		addr, err := netip.ParseAddr(inside)
		if !ok || err != nil || after != "" && !strings.HasPrefix(after, ":") {
			return badTarget(s, "what stands in brackets is not an IPv6 address")
		}
		host, port = addr.WithZone("").String(), strings.TrimPrefix(after, ":")
	default:
		var colon bool
		if host, port, colon = strings.Cut(s, ":"); colon && strings.Trim(port, "0123456789") != "" {
			return badTarget(host, "what follows the colon is not a port")
		}
	}
	if len(port) > 5 {
		return badTarget(host, "the port is not a number up to 65535")
	}
	t.Port = port
	return t.setHost(host)
}

// setHost checks a host and folds it as clients do: small letters, no dot at
// the end.
func (t *ServiceTarget) setHost(host string) error {
	host = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(host), "."))
	if plain, err := url.PathUnescape(host); err == nil && plain != host {
		host = strings.ToLower(plain)
	}
	if host == "" {
		return badTarget("", "there is no host in it")
	}
	if len(host) > maxHost {
		return badTarget("", fmt.Sprintf("its host is longer than %d bytes", maxHost))
	}
	if r, odd := OddInHost(host); odd {
		return badTarget(host, fmt.Sprintf("a host cannot have the character %q", r))
	}
	if addr, err := netip.ParseAddr(host); strings.Contains(host, ":") && (err != nil || !addr.Is6()) || strings.Contains("."+host+".", "..") {
		return badTarget(host, "this is neither a host name nor an address")
	}
	t.Host = host
	return nil
}
