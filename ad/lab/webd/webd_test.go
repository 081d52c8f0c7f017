package webd

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"adwalk/ad/lab/accept/accepttest"
)

// site is a member with the keys of a password; it returns its URL.
func site(t *testing.T, password string, negotiate bool, offers ...string) string {
	t.Helper()
	l := accepttest.Listen(t)
	ctx, stop := context.WithCancel(context.Background())
	var s Server
	s.Serve(ctx, l, nil, Member{Name: "WEB1", Realm: "CONTOSO.LAB", Keys: accepttest.Keys(t, password), Accepts: func() bool { return negotiate },
		Offers: func() []string { return offers }, Now: func() time.Time { return accepttest.Now }})
	t.Cleanup(func() { stop(); s.Wait() })
	return "http://" + l.Addr().String() + "/"
}

func ask(t *testing.T, url, authorization string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	return r, string(body)
}

func TestNegotiate(t *testing.T) {
	end := accepttest.Now.Add(time.Hour)
	token := func(password string) string {
		return "Negotiate " + base64.StdEncoding.EncodeToString(accepttest.Token(t, password, accepttest.Now, end))
	}
	url := site(t, "right", true, "NTLM")
	if r, body := ask(t, url, token("right")); r.StatusCode != 200 || !strings.Contains(body, "WEB1 knows you as alice@CONTOSO.LAB") || !strings.HasPrefix(r.Header.Get("WWW-Authenticate"), "Negotiate ") || r.Header.Get("X-FEServer") != "WEB1" {
		t.Errorf("a good ticket: %d %q %q", r.StatusCode, body, r.Header)
	}
	for name, authorization := range map[string]string{"nothing": "", "another scheme": "Basic YTpi", "no base64": "Negotiate !!", "NTLM inside": "Negotiate TlRMTVNTUAAB"} {
		if r, body := ask(t, url, authorization); r.StatusCode != 401 || strings.Contains(body, "knows you") || strings.Join(r.Header.Values("WWW-Authenticate"), ",") != "Negotiate,NTLM" {
			t.Errorf("%s: %d %q %q", name, r.StatusCode, body, r.Header.Values("WWW-Authenticate"))
		}
	}
	r, _ := ask(t, url, token("old"))
	raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.Header.Get("WWW-Authenticate"), "Negotiate "))
	if r.StatusCode != 401 || err != nil || len(raw) < 50 || !strings.Contains(string(raw), "app.contoso.lab") {
		t.Errorf("a ticket of another key is answered with an error inside the token: %d %v %q", r.StatusCode, err, raw)
	}
	if r, _ := ask(t, site(t, "right", false, "NTLM"), token("right")); r.StatusCode != 401 || r.Header.Get("WWW-Authenticate") != "NTLM" {
		t.Errorf("a site that does not offer Negotiate: %d %q", r.StatusCode, r.Header)
	}
}
