package explain

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"adwalk/diag/pattern"
)

// value is a name found in the paste.
type value struct {
	key, text string
	at        int // offset in clean
}

// values are all the names found, in order of appearance.
type values struct {
	list  []value
	byKey Values
}

// Bounds: the surroundings of what was recognised are searched for names, not
// the whole of a long log.
const (
	wholeText  = 32 << 10 // a paste up to this size is searched whole
	aroundHit  = 2 << 10
	maxWindows = 32
	maxValues  = 8   // a key
	maxValue   = 255 // bytes
)

var (
	reSPN = pattern.Lazy(`([A-Za-z][A-Za-z0-9_-]{1,31})\\?/([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,250}[A-Za-z0-9_$])?)(:[A-Za-z0-9_$-]{1,64})?(/[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,250}[A-Za-z0-9_])?)?(?: ?@ ?([A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?))?`)
	// host@server is how GSS-API names a service.
	reGSSName   = pattern.Lazy(`(?i)\b(http|host|ldap|nfs|cifs|imap|smtp|pop|ftp|postgres|dns)@([a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)`)
	rePrincipal = pattern.Lazy(`([A-Za-z0-9_][A-Za-z0-9._$+-]{0,63}) ?@ ?([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)`)
	reDownLevel = pattern.Lazy(`(^|[\s"'(\[,:=<>])([A-Za-z0-9][A-Za-z0-9.-]{0,62})\\{1,2}([A-Za-z0-9_][A-Za-z0-9._$-]{0,63})`)
	reRealm     = pattern.Lazy(`(?i)\brealm(?: name)?\b[ :="'(\[]{1,4}([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*)`)
	reDomain    = pattern.Lazy(`(?i)\bdomain(?: name)?\b[ :="'(\[]{1,4}([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+)`)
	reDN        = pattern.Lazy(`(?i)\b(?:CN|OU)=[^"\n;<>|]{1,200}?,DC=[A-Za-z0-9-]{1,63}(?:,DC=[A-Za-z0-9-]{1,63})*`)
	reKDC       = pattern.Lazy(`(?i)(?:kdc called|kdc_rep from|\bkdc|kdc host|domain controller|\bdc name|to (?:stream|dgram)|from (?:stream|dgram)|logon server)(?: is| name| address)?[ :=]{1,3}\\{0,2}["'(\[]?([A-Za-z0-9][A-Za-z0-9.-]{0,250}[A-Za-z0-9])`)
	reAccount   = pattern.Lazy(`(?i)(?:from the server|server account|service name|account name|on account|for account|could not find account|the account|sam account|computer account|holding account|principal name|registered on|assign spn on account)[ :='"(]{1,4}([A-Za-z0-9_][A-Za-z0-9._$-]{0,63})`)
	reUserLabel = pattern.Lazy(`(?i)(?:client name|user name|\buser|username|client principal|client|logged on as|login failed for user)[ :=]{1,3}['"]?([A-Za-z0-9_][A-Za-z0-9._$-]{0,63})['"]?`)
	reTarget    = pattern.Lazy(`(?i)(?:target name used was|target name|target server|targetname|server name|spn|ticket for|ticket to)[ :='"(]{1,4}([A-Za-z][A-Za-z0-9_-]{0,31}/[A-Za-z0-9_][A-Za-z0-9._:/$-]{0,250})`)
	reHost      = pattern.Lazy(`[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})){1,8}`)
	reIPv4      = pattern.Lazy(`\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b`)
)

// serviceClasses are the classes that make "x/y" a service principal name
// without further signs. Others need a realm or a label.
var serviceClasses = words(`http host cifs ldap gc smtp smtpsvc exchangemdb exchangerfr exchangeab mssqlsvc mssqlolapsvc.3 termsrv wsman rpcss rpc dns imap imap4 pop pop3
	nfs hive hdfs hbase zookeeper kafka postgres oracle krbtgt restrictedkrbhost kadmin ftp mongodb hue yarn mapred impala spark trino presto livy knox nn dn jhs rm nm oozie
	w3svc www https msomsdksvc mssql afpserver vnc xmpp cvs svn git sip hyper-v mscluster msservercluster msclustervirtualserver e3514235-4b06-11d1-ab04-00c04fc2dcd2 ntfrs dfsr-12f9a27c-bf97-4787-9364-d31b6c55eb04 iscsitarget nuxeo tomcat solr ambari druid`)

// notAccounts are words that stand where an account would.
var notAccounts = words(`address port time spn krbtgt credentials credential principal id certificate name is was the a an of for in to not has and or does which that this with failed error domain unknown null - n/a none service account password server client user computer controller from information could cannot can't may must might will should be been already under`)

// notHosts are first or last labels of names that are not hosts: Java packages,
// .NET types and files.
var (
	notHostFirst = words(`org com java javax sun net io system microsoft jdk scala kotlin go github.com e.g i.e www.w3.org mscorlib windows`)
	notHostLast  = words(`java class scala kt go py pyc cs cpp c h cc cxx dll exe sys so conf cfg ini log txt xml json yml yaml keytab js ts rb php pl sh ps1 psm1 jar war html htm md cgi asp aspx asmx svc pdb dylib tdb ldb
		exception error failure call invoke run main init accept doas dofilter next map printstacktrace 0 1 2 3 4 5 6 7 8 9`)
)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// collect finds the names in the paste, near the hits when it is long.
func collect(p pasted, hits []hit) values {
	v := values{byKey: Values{}}
	if len(p.clean) <= wholeText {
		v.search(p.clean, 0)
	} else {
		last := -1
		for n, h := range hits {
			if n >= maxWindows {
				break
			}
			from, to := max(0, p.at(h.start)-aroundHit, last), min(len(p.clean), p.at(h.end)+aroundHit)
			if from < to {
				v.search(p.clean[from:to], from)
				last = max(last, to)
			}
		}
	}
	return v
}

func (v *values) add(key, text string, at int) {
	text = strings.Trim(text, " .,;:'\"()[]{}<>")
	if text == "" || len(text) > maxValue {
		return
	}
	if key == InputRealm {
		text = strings.ToUpper(text)
	}
	for _, have := range v.byKey[key] {
		if strings.EqualFold(have, text) || key == InputUser && partOf(have, text) {
			v.list = append(v.list, value{key, have, at})
			return
		}
	}
	if len(v.byKey[key]) < maxValues {
		v.byKey[key] = append(v.byKey[key], text)
		v.list = append(v.list, value{key, text, at})
	}
}

// partOf says whether a bare user name is that of a name with its domain.
func partOf(full, bare string) bool {
	low, b := strings.ToLower(full), strings.ToLower(bare)
	return strings.HasPrefix(low, b+"@") || strings.HasSuffix(low, `\`+b)
}

func (v *values) search(s string, base int) {
	sub := func(re *regexp.Regexp, f func(m []string, at int)) {
		for _, ix := range re.FindAllStringSubmatchIndex(s, 200) {
			if piece(s, ix[0], ix[1]) {
				continue
			}
			m := make([]string, len(ix)/2)
			for i := range m {
				if ix[2*i] >= 0 {
					m[i] = s[ix[2*i]:ix[2*i+1]]
				}
			}
			f(m, base+ix[0])
		}
	}
	sub(reTarget(), func(m []string, at int) { v.spn(m[1], "", at, true) })
	sub(reSPN(), func(m []string, at int) { v.spn(m[1]+"/"+m[2]+m[3]+m[4], m[5], at, false) })
	sub(reGSSName(), func(m []string, at int) {
		if strings.Contains(m[2], ".") {
			v.spn(m[1]+"/"+m[2], "", at, true)
		}
	})
	sub(rePrincipal(), func(m []string, at int) {
		if at > base && strings.ContainsRune("/:", rune(s[at-base-1])) || serviceClasses[strings.ToLower(m[1])] {
			return
		}
		if m[2] == strings.ToUpper(m[2]) {
			v.add(InputRealm, m[2], at)
		}
		v.add(InputUser, m[1]+"@"+m[2], at)
	})
	sub(reDownLevel(), func(m []string, at int) {
		if strings.HasPrefix(strings.ToUpper(m[2]), "HK") || strings.ContainsAny(m[2], ".") && !strings.Contains(m[3], "$") && notHostLast[strings.ToLower(m[3])] {
			return
		}
		if strings.HasSuffix(m[3], "$") {
			v.add(InputAccount, m[2]+`\`+m[3], at)
		} else {
			v.add(InputUser, m[2]+`\`+m[3], at)
		}
	})
	sub(reRealm(), func(m []string, at int) {
		if strings.Contains(m[1], ".") || m[1] == strings.ToUpper(m[1]) && len(m[1]) > 2 {
			v.add(InputRealm, m[1], at)
		}
	})
	sub(reDomain(), func(m []string, at int) { v.add(InputRealm, m[1], at) })
	sub(reDN(), func(m []string, at int) { v.add(InputDN, m[0], at) })
	sub(reKDC(), func(m []string, at int) {
		if strings.Contains(m[1], ".") {
			v.add(InputKDC, m[1], at)
		}
	})
	sub(reAccount(), func(m []string, at int) {
		if !notAccounts[strings.ToLower(m[1])] {
			v.add(InputAccount, m[1], at)
		}
	})
	sub(reUserLabel(), func(m []string, at int) {
		if !notAccounts[strings.ToLower(m[1])] {
			v.add(InputUser, m[1], at)
		}
	})
	sub(reIPv4(), func(m []string, at int) {
		for _, kdc := range v.byKey[InputKDC] {
			if kdc == m[0] {
				return
			}
		}
		v.add(InputAddress, m[0], at)
	})
	sub(reHost(), func(m []string, at int) { v.host(m[0], s, at-base, base) })
}

// piece says whether s[from:to] is cut out of a longer word by a letter that no
// name here has: "http/m" of "http/mäil" would be a wrong name. Scripts that are
// written without spaces end a name, like a blank.
func piece(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	for _, r := range []rune{before, after} {
		if r >= utf8.RuneSelf && unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Mn, unicode.Cf) {
			return true
		}
	}
	return false
}

// spn takes a service name apart. A class that is not known counts only with a
// realm or after a word that announces a service name.
func (v *values) spn(name, realm string, at int, announced bool) {
	class, rest, _ := strings.Cut(name, "/")
	class = strings.ToLower(class)
	if class == "krbtgt" {
		if realm == "" {
			realm = rest
		}
		if strings.Contains(realm, ".") {
			v.add(InputRealm, realm, at)
		}
		return
	}
	if !serviceClasses[class] && !announced && realm == "" || rest == "" || strings.Trim(rest, "0123456789.") == "" {
		return
	}
	name = strings.Trim(name, ".,;:'\"/")
	v.add(InputSPN, name, at)
	host, _, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	v.add(InputHost, host, at)
	if strings.Contains(realm, ".") {
		v.add(InputRealm, realm, at)
	}
}

// host takes a dotted name that looks like a host and not like a type, a file
// or a number.
func (v *values) host(name, s string, at, base int) {
	low := strings.ToLower(name)
	first, _, _ := strings.Cut(low, ".")
	last := low[strings.LastIndexByte(low, '.')+1:]
	if notHostFirst[first] || notHostLast[last] || len(last) < 2 || last[0] >= '0' && last[0] <= '9' {
		return
	}
	if at > 0 && strings.ContainsRune(`@\.-_$`, rune(s[at-1])) { // a realm, a path, a part of something longer
		return
	}
	if end := at + len(name); end < len(s) && strings.ContainsRune(`(@_\$`, rune(s[end])) {
		return
	}
	if strings.Count(low, ".") < 2 && !hostEnding[last] {
		return
	}
	if name != low && name == strings.ToUpper(name) { // a realm without a label
		v.add(InputRealm, name, base+at)
		return
	}
	for _, r := range v.byKey[InputRealm] {
		if strings.EqualFold(r, name) {
			return
		}
	}
	v.add(InputHost, name, base+at)
}

var hostEnding = words(`local lan lab corp internal intra test example home ad`)

// near returns the values with those closest to an offset first.
func (v values) near(at int) map[string]string {
	out := map[string]string{}
	dist := map[string]int{}
	for _, x := range v.list {
		d := x.at - at
		if d < 0 {
			d = -d
		}
		if old, ok := dist[x.key]; !ok || d < old {
			dist[x.key], out[x.key] = d, x.text
		}
	}
	return out
}
