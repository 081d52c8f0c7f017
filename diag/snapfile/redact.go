package snapfile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"sort"
	"strings"

	"adwalk/diag"
	"adwalk/diag/pattern"
)

// Counts says how much was masked, by kind of name.
type Counts struct {
	Hosts     int `json:"hosts"`
	Accounts  int `json:"accounts"`
	Domains   int `json:"domains"`
	Addresses int `json:"addresses"`
	SIDs      int `json:"sids"`
	GUIDs     int `json:"guids"`
	Dropped   int `json:"dropped"` // values that were taken out altogether, such as raw error data
}

// Total adds them up.
func (c Counts) Total() int {
	return c.Hosts + c.Accounts + c.Domains + c.Addresses + c.SIDs + c.GUIDs + c.Dropped
}

// masker gives every name a stand-in, the same one wherever the name occurs, so
// that a redacted file still tells the same story.
type masker struct {
	words  map[string]string // folded word, stand-in
	n      map[string]int
	counts Counts
	// domains says that only names of domains are learnt for now.
	domains bool
	kind    string // of the fact that is looked at
}

// known are words that say nothing about anybody and carry the meaning of facts:
// service classes, products, well-known containers and principals.
var known = wordSet(`host http https exchangemdb exchangerfr exchangeab smtp smtpsvc imap imap4 pop pop3 ldap gc cifs dns wsman termsrv mssqlsvc rpc rpcss restrictedkrbhost krbtgt kadmin
changepw kerberos ntlm negotiate basic microsoft exchange services configuration schema users computers builtin domain controllers protected admins
windows nt directory service sites servers default web site www ok yes no ldaps gcs kdc file paste operator derived service input collector tcp udp localhost`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// Redact masks names of hosts, accounts and domains, addresses, SIDs and GUIDs in
// every fact, and drops raw data. Times, counts, flags, codes, encryption types
// and service classes stay.
func Redact(list []diag.Stored) ([]diag.Stored, Counts, error) {
	m := &masker{words: map[string]string{}, n: map[string]int{}}
	for _, m.domains = range []bool{true, false} { // a domain's words are in host names, too
		for _, f := range list {
			m.learnStored(f)
		}
	}
	out := make([]diag.Stored, 0, len(list))
	for _, f := range list {
		m.kind = f.Kind
		raw, err := json.Marshal(f)
		if err != nil {
			return nil, m.counts, fmt.Errorf("redacting %s: %w", f.Kind, err)
		}
		d := json.NewDecoder(bytes.NewReader(raw))
		d.UseNumber() // times and USNs do not fit a float
		var tree map[string]any
		if err := d.Decode(&tree); err != nil {
			return nil, m.counts, fmt.Errorf("redacting %s: %w", f.Kind, err)
		}
		for key, v := range tree {
			if key != "kind" && !(key == "value" && f.Kind == "input" && plainInputs[f.Subject]) {
				tree[key] = m.tree(key, v)
			}
		}
		if f.Kind == "input" || f.Kind == "answer" {
			tree["subject"] = f.Subject // the key of an input is the same everywhere
		}
		raw, err = json.Marshal(tree)
		if err != nil {
			return nil, m.counts, fmt.Errorf("redacting %s: %w", f.Kind, err)
		}
		var back diag.Stored
		if err := json.Unmarshal(raw, &back); err != nil {
			return nil, m.counts, fmt.Errorf("redacting %s: %w", f.Kind, err)
		}
		out = append(out, back)
	}
	return out, m.counts, nil
}

// plainInputs are inputs whose values are choices and numbers, not names.
var plainInputs = wordSet("provider integrated remote same-machine outlook-on-exchange tolerance zone version")

func (m *masker) tree(key string, v any) any {
	c := classOf(m.kind, key)
	switch t := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range t {
			name := k
			if isTable(m.kind, key) && c != public {
				name = m.text(k)
			}
			out[name] = m.tree(m.inner(key, k), x)
		}
		return out
	case []any:
		for i := range t {
			t[i] = m.tree(key, t[i])
		}
		return t
	case string:
		switch c {
		case public:
			return t
		case raw, undeclared:
			m.counts.Dropped++
			return nil
		}
		return m.text(t)
	}
	return v
}

// inner is the member that decides about what stands under a key.
func (m *masker) inner(key, k string) string {
	if isTable(m.kind, key) {
		return key
	}
	return k
}

var (
	sidPattern  = pattern.Lazy(`S-1-5-21-\d+-\d+-\d+(?:-\d+)?`)
	guidPattern = pattern.Lazy(`[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`)
	addrPattern = pattern.Lazy(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b|\b[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}\b`)
	wordPattern = pattern.Lazy(`[\p{L}\p{N}][\p{L}\p{N}_-]*`)
)

// text masks one text: identifiers first, then every word that is known to be a
// name.
func (m *masker) text(s string) string {
	if parts, ok := parseDN(s); ok {
		return m.maskDN(parts)
	}
	return m.masked(s)
}

// masked is text that is no distinguished name as a whole; it may hold some.
func (m *masker) masked(s string) string {
	s = sidPattern().ReplaceAllStringFunc(s, func(v string) string { return m.stand(v, "S-1-5-21-0-0-0-", &m.counts.SIDs, 1000) })
	s = guidPattern().ReplaceAllStringFunc(s, func(v string) string {
		m.counts.GUIDs++
		return "00000000-0000-0000-0000-" + fmt.Sprintf("%012d", m.number("guid", v))
	})
	s = addrPattern().ReplaceAllStringFunc(s, func(v string) string {
		a, err := netip.ParseAddr(v)
		if err != nil || a.IsLoopback() {
			return v
		}
		m.counts.Addresses++
		n := m.number("address", v)
		return fmt.Sprintf("192.0.2.%d", n%250+1)
	})
	var b strings.Builder
	end := 0
	for _, at := range wordPattern().FindAllStringIndex(s, -1) {
		w := strings.ToLower(s[at[0]:at[1]])
		stand, ok := m.words[w]
		if !ok || rdnTypes[w] && strings.HasPrefix(s[at[1]:], "=") || strings.HasPrefix(s[at[1]:], "://") {
			continue // an attribute type, the scheme of a URL
		}
		m.count(stand)
		b.WriteString(s[end:at[0]] + stand)
		end = at[1]
	}
	return b.String() + s[end:]
}

func (m *masker) count(stand string) {
	switch {
	case strings.HasPrefix(stand, "host"):
		m.counts.Hosts++
	case strings.HasPrefix(stand, "account"):
		m.counts.Accounts++
	default:
		m.counts.Domains++
	}
}

func (m *masker) stand(v, prefix string, count *int, base int) string {
	*count++
	return fmt.Sprintf("%s%d", prefix, base+m.number(prefix, v))
}

// number numbers distinct values of a kind from 1.
func (m *masker) number(kind, v string) int {
	key := "\x00" + kind + "\x00" + strings.ToLower(v)
	if s, ok := m.words[key]; ok {
		var n int
		_, _ = fmt.Sscan(s, &n)
		return n
	}
	m.n[kind]++
	m.words[key] = fmt.Sprint(m.n[kind])
	return m.n[kind]
}

// learn gives a word a stand-in of a kind, unless it is a word of the program.
func (m *masker) learn(word, kind string) {
	w := strings.ToLower(word)
	if m.domains && kind != "domain" || len(w) < 2 || known[w] || m.words[w] != "" || strings.Trim(w, "0123456789") == "" {
		return
	}
	m.words[w] = fmt.Sprintf("%s%d", kind, m.number(kind, w))
}

// learnStored collects the names in one fact: from the members that hold names.
func (m *masker) learnStored(f diag.Stored) {
	m.kind = f.Kind
	raw, err := json.Marshal(f)
	if err != nil {
		return
	}
	var tree map[string]any
	if json.Unmarshal(raw, &tree) != nil {
		return
	}
	if f.Kind == "input" && !plainInputs[f.Subject] {
		m.words2(string(f.Value), "host")
		delete(tree, "subject")
	}
	keys := make([]string, 0, len(tree))
	for k := range tree {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if k != "kind" {
			m.learnTree(k, tree[k])
		}
	}
}

func (m *masker) learnTree(key string, v any) {
	switch t := v.(type) {
	case map[string]any:
		keys := make([]string, 0, len(t))
		for k := range t {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			if isTable(m.kind, key) {
				m.learnText(classOf(m.kind, key), k)
			}
			m.learnTree(m.inner(key, k), t[k])
		}
	case []any:
		for _, x := range t {
			m.learnTree(key, x)
		}
	case string:
		m.learnText(classOf(m.kind, key), t)
	}
}

// learnText collects the names in the text of a member.
func (m *masker) learnText(c class, s string) {
	switch {
	case c == dn, c == domain && strings.Contains(strings.ToLower(s), "dc="):
		m.learnDN(s)
	case c == domain:
		m.words2(s, "domain")
	case c == account:
		m.words2(s, "account")
	case c == host:
		m.words2(s, "host")
	}
}

func (m *masker) words2(s, kind string) {
	s = sidPattern().ReplaceAllString(guidPattern().ReplaceAllString(s, " "), " ")
	for _, at := range wordPattern().FindAllStringIndex(s, -1) {
		if !strings.HasPrefix(s[at[1]:], "://") {
			m.learn(s[at[0]:at[1]], kind)
		}
	}
}

func (m *masker) learnDN(s string) {
	parts, ok := parseDN(s)
	if !ok {
		m.words2(s, "account")
		return
	}
	for _, p := range parts {
		kind := "account"
		if strings.EqualFold(strings.TrimSpace(p.typ), "dc") {
			kind = "domain"
		}
		m.words2(p.value, kind)
	}
}
