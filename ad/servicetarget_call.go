package ad

import (
	"regexp"
	"slices"
	"strings"
)

// callOf is a call of a library's function, as programs have it.
var callOf = regexp.MustCompile(`^(?:[\w.]+\s*=\s*)?([\w.]+)\s*\((.*)\)?;?$`)

// urlArguments are arguments of such calls that are a URL by themselves.
var urlArguments = []string{"endpoint", "url", "uri", "base_url"}

// callTarget reads the call that opens a connection, such as
// hive.connect(host="h1", port=10000, kerberos_service_name="hive"), or that is given a
// URL or a connection string. ok is false for what is no such call.
func callTarget(s string) (t ServiceTarget, err error, ok bool) {
	m := callOf.FindStringSubmatch(s)
	if m == nil {
		return ServiceTarget{}, nil, false
	}
	args := strings.TrimSuffix(strings.TrimSpace(m[2]), ")")
	list := callArguments(args)
	if len(list) > 0 && len(list[0]) > 2 && strings.ContainsRune(`"'`, rune(list[0][0])) {
		first := strings.Trim(list[0], `"'`)
		if strings.Contains(first, "://") || isConnectionString(first) {
			t, err = parseServiceTarget(first)
			return t, err, true
		}
	}
	pairs := ""
	for _, a := range list {
		if key, value, ok := strings.Cut(a, "="); ok {
			if value = strings.TrimSpace(value); slices.Contains(urlArguments, strings.ToLower(strings.TrimSpace(key))) && strings.Contains(value, "://") {
				t, err = parseServiceTarget(strings.Trim(value, `"'`))
				return t, err, true
			}
			pairs += connectionPair(strings.TrimSpace(key), strings.Trim(strings.TrimSpace(value), `"'`))
		}
	}
	kept := connectionPairs(pairs)
	host, server := pick(kept, serverWords)
	scheme := schemeOfWords(words(m[1]))
	if first := strings.Trim(beforeFirst(args, ","), `"' `); !server && scheme != "" && len(list[0]) > len(first) {
		host, server = first, true
		pairs = connectionPair("server", first) + pairs
	}
	switch {
	case !server:
		return ServiceTarget{}, nil, false
	case scheme != "":
		t, err = asConnection(schemeOfSection(scheme, host, pairs))
	case otherDriver(kept, pairs) == "postgres" && kept["driver"] == "" && portSchemes[kept["port"]] != "postgres":
		err = badTarget("", "the call does not say which service it connects to") // host alone is a word of every library
	default:
		t, err = connectionTarget(pairs)
	}
	return t, err, true
}

// callArguments parts the arguments of a call at the commas that stand in no quotes and no
// brackets.
func callArguments(s string) []string {
	var out []string
	var quote rune
	depth, from := 0, 0
	for i, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case strings.ContainsRune("([{", r):
			depth++
		case strings.ContainsRune(")]}", r):
			depth--
		case r == ',' && depth == 0:
			out, from = append(out, strings.TrimSpace(s[from:i])), i+1
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}
