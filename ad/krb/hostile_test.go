package krb

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb/krb5conf"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// fakeKDC answers every request with the same bytes; nil keeps silent.
func fakeKDC(t *testing.T, answer []byte, asked *atomic.Int32) string {
	t.Helper()
	return adtest.Accepting(t, "tcp", "127.0.21.20:0", func(c net.Conn) {
		adtest.EachFrame(c, func([]byte) bool {
			asked.Add(1)
			if answer != nil {
				c.Write(adtest.Frame(answer))
			}
			return true
		})
	})
}

func fakeClient(kdc string) *Client {
	c := newClient(Options{Realm: "R", KDCs: []string{"tcp/" + kdc}, Timeout: time.Second, Config: krb5conf.Default()})
	tgt := testTGT()
	c.name, c.realm = tgt.client, tgt.crealm
	c.hold(tgt)
	return c
}

// Whatever a KDC answers, the result names it and says what was wrong.
func TestHostileKDC(t *testing.T) {
	refuse := func(service types.PrincipalName, realm string) []byte {
		krbError := messages.NewKRBError(service, realm, 7, "")
		krbError.STime = time.Now().UTC().Truncate(time.Second)
		b, err := krbError.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	tgsRep := goodAnswer().marshal(t)
	asRep := append([]byte{0x6b}, tgsRep[1:]...)
	for what, tc := range map[string]struct {
		answer []byte
		kind   ad.ProblemKind
		why    string
		code   int
	}{
		"other request's reply": {tgsRep, ad.ProblemProtocol, "another request", 0},
		"AS-REP":                {asRep, ad.ProblemProtocol, "no TGS-REP", 0},
		"torn error":            {append([]byte{0x7e, 4}, 1, 2, 3, 4), ad.ProblemProtocol, "KRB-ERROR", 0},
		"empty TGS-REP":         {[]byte{0x6d, 2, 0x30, 0}, ad.ProblemProtocol, "no TGS-REP", 0},
		"HTTP":                  {[]byte("HTTP/1.1 400 Bad Request"), ad.ProblemProtocol, "0x48", 0},
		"an error":              {refuse(name("http", "web"), "R"), "", "", 7},
		"an alias's error":      {refuse(name("http", "web"), "R.EXAMPLE"), "", "", 7},
		"another's error":       {refuse(name("http", "other"), "OTHER"), ad.ProblemProtocol, "belongs to another request", 0},
		"a neighbour's error":   {refuse(name("cifs", "files"), "R"), ad.ProblemProtocol, "belongs to another request", 0},
		"a longer name's error": {refuse(name("HTTP", "web.example"), "R"), "", "", 7},
		"silence":               {nil, ad.ProblemUnreachable, "no answer in time", 0},
	} {
		var asked atomic.Int32
		addr := fakeKDC(t, tc.answer, &asked)
		c := fakeClient(addr)
		defer c.Close()
		r := c.Ask(t.Context(), ad.TicketRequest{SPN: "http/web"})
		switch {
		case tc.code != 0:
			if r.Error == nil || r.Error.Code != tc.code || r.Problem != nil {
				t.Errorf("%s: %+v", what, r)
			}
		case r.Problem == nil || r.Problem.Kind != tc.kind || !strings.Contains(r.Problem.Why, tc.why) || !strings.Contains(r.Problem.Why, addr) || r.Problem.Do == "":
			t.Errorf("%s: %+v, %v", what, r, r.Problem)
		}
		_, err := LoginPassword(t.Context(), c.opts, "alice@R", []byte("secret-word"))
		if err == nil || !strings.Contains(err.Error(), addr) || strings.Contains(err.Error(), "secret-word") {
			t.Errorf("%s: log-in: %v", what, err)
		}
	}
}

// Stopping many requests ends the one on the wire and leaves the others out,
// each saying so, in order.
func TestAskAllCancelled(t *testing.T) {
	var asked atomic.Int32
	c := fakeClient(fakeKDC(t, nil, &asked))
	defer c.Close()
	c.sender.Timeout, c.opts.Timeout = time.Minute, time.Minute
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	reqs := []ad.TicketRequest{{SPN: "http/a"}, {SPN: "http/b"}, {SPN: "http/c"}, {SPN: "no slash"}}
	var steps []int
	start := time.Now()
	out := AskAll(ctx, c, reqs, 2, func(done, total int) { steps = append(steps, done*10+total) })
	if time.Since(start) > 2*time.Second || len(steps) != 4 || steps[3] != 44 {
		t.Errorf("after %s: progress %v", time.Since(start), steps)
	}
	for i, r := range out {
		if r.SPN != reqs[i].SPN || r.Problem == nil || r.Problem.Kind != ad.ProblemCancelled {
			t.Errorf("%d: %+v", i, r)
		}
	}
	if n := asked.Load(); n > 2 {
		t.Errorf("%d requests were sent", n)
	}
}

// What cannot be asked for is said before anything is sent.
func TestNothingIsSentForNonsense(t *testing.T) {
	var asked atomic.Int32
	c := fakeClient(fakeKDC(t, nil, &asked))
	for _, spn := range []string{"", "http/", "/x", "a@b@c", "x@", "a\nb", `http\web`, `CORP\alice`, `x\`, strings.Repeat("x", 2000)} {
		if r := c.Ask(t.Context(), ad.TicketRequest{SPN: spn}); r.Problem == nil || r.Problem.Kind != ad.ProblemUsage {
			t.Errorf("%q: %+v", spn, r)
		}
	}
	if r := c.Ask(t.Context(), ad.TicketRequest{SPN: "http/web", KDC: "dc1:notaport"}); r.Problem == nil || r.Problem.Kind != ad.ProblemUsage {
		t.Errorf("%+v", r)
	}
	if asked.Load() != 0 {
		t.Error("something was sent")
	}
}

// Referrals that go in a circle, or on and on to realms that nobody has heard of, end
// after a few questions, and it is said why.
func TestReferralsThatNeverEnd(t *testing.T) {
	for what, tc := range map[string]struct {
		next func(n int) string // where the n-th answer refers to
		why  string
	}{
		"back and forth": {func(n int) string { return []string{"A", "R"}[n%2] }, "in a circle"},
		"to itself":      {func(int) string { return "R" }, "in a circle"},
		"on and on":      {func(n int) string { return fmt.Sprintf("A%d", n) }, "ten KDCs"},
	} {
		var asked atomic.Int32
		here := "R"
		addr := adtest.Accepting(t, "tcp", "127.0.21.20:0", func(c net.Conn) {
			adtest.EachFrame(c, func(request []byte) bool {
				var req messages.TGSReq
				if err := req.Unmarshal(request); err != nil {
					t.Error(err)
					return false
				}
				next := tc.next(int(asked.Add(1)) - 1)
				b := answer{req.ReqBody.Nonce, "alice", "R", tgsName(next), tgsName(next), here, testKey, testKey}.marshal(t)
				here = next
				c.Write(adtest.Frame(b))
				return true
			})
		})
		c := fakeClient(addr)
		c.opts.RealmKDCs = map[string][]string{"A": {"tcp/" + addr}}
		for n := range 20 {
			c.opts.RealmKDCs[fmt.Sprintf("A%d", n)] = []string{"tcp/" + addr}
		}
		c.locator.Named = c.opts.RealmKDCs
		c.locator.Named["R"] = []string{"tcp/" + addr}
		r := c.Ask(t.Context(), ad.TicketRequest{SPN: "http/web"})
		if n := asked.Load(); r.Problem == nil || !strings.Contains(r.Problem.Why, tc.why) || n > maxHops {
			t.Errorf("%s: %d questions, %+v, %v", what, n, r, r.Problem)
		}
		c.Close()
	}
}
