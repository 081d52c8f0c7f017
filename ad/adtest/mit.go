package adtest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Kinit gets a ticket with MIT's kinit and gives the path of the cache. More
// arguments (-f, -l 5m) go before the principal.
func (c *Client) Kinit(user, password string, args ...string) string {
	c.t.Helper()
	cache := filepath.Join(c.t.TempDir(), "ccache")
	if !strings.Contains(user, "@") {
		user += "@" + c.Realm
	}
	out := c.RunWith(password+"\n", nil, "kinit", append(append([]string{"-c", "FILE:" + cache}, args...), user)...)
	if out.Code != 0 {
		c.t.Fatalf("kinit %s: %s", user, out.Stderr)
	}
	return cache
}

// Ticket is what MIT's kvno says about one service.
type Ticket struct {
	SPN     string
	KVNO    int
	EType   string // of the ticket, by its krb5 name
	Session string // of the session key
	Code    int    // the KDC's error (7: unknown), 0 for a ticket, -1 for anything else
	Text    string // kvno's message when there is no ticket
}

var (
	kvnoLine  = regexp.MustCompile(`kvno = (\d+)`)
	etypeLine = regexp.MustCompile(`Etype \(skey, tkt\): ([^,]+), (\S+)`)
	traceLine = regexp.MustCompile(`TGS request result: (-?\d+)/`)
)

// mitBase is the value of KRB5KDC_ERR_NONE in MIT's error table.
const mitBase = -1765328384

// Kvno asks for service tickets with MIT's kvno, each from a fresh copy of the
// cache, so that nothing is answered from it.
func (c *Client) Kvno(cache string, spns ...string) []Ticket {
	c.t.Helper()
	tickets := make([]Ticket, len(spns))
	dir := c.t.TempDir()
	raw, err := os.ReadFile(cache)
	if err != nil {
		c.t.Fatal(err)
	}
	for i, spn := range spns {
		own := filepath.Join(dir, fmt.Sprint("cc", i))
		trace := own + ".trace"
		if err := os.WriteFile(own, raw, 0o600); err != nil {
			c.t.Fatal(err)
		}
		out := c.RunWith("", []string{"KRB5_TRACE=" + trace}, "kvno", "-c", "FILE:"+own, spn)
		tickets[i] = Ticket{SPN: spn}
		if out.Code != 0 {
			tickets[i].Code, tickets[i].Text = traced(trace), strings.TrimSpace(out.Stderr)
			continue
		}
		if m := kvnoLine.FindStringSubmatch(out.Stdout); m != nil {
			tickets[i].KVNO, _ = strconv.Atoi(m[1])
		}
		listed := c.Run("klist", "-e", "-c", "FILE:"+own)
		_, after, _ := strings.Cut(listed.Stdout, spn+"@")
		if m := etypeLine.FindStringSubmatch(after); m != nil {
			tickets[i].Session, tickets[i].EType = krb5Name(m[1]), krb5Name(m[2])
		}
	}
	return tickets
}

// traced finds the KDC's last error in a trace.
func traced(path string) int {
	b, _ := os.ReadFile(path)
	code := -1
	for _, m := range traceLine.FindAllSubmatch(b, -1) {
		if n, err := strconv.Atoi(string(m[1])); err == nil && n != 0 {
			code = n - mitBase
		}
	}
	return code
}

// krb5Name takes MIT's comment off the name of an encryption type.
func krb5Name(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "DEPRECATED:") }
