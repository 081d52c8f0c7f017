package probe

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/trace"
)

// The largest header and body that are read from a web server, in bytes.
const (
	maxHeader = 256 << 10
	maxBody   = 64 << 10
)

// maxLocation bounds the address of a redirect, in bytes.
const maxLocation = 2048

// maxRedirects bounds how often a redirect within the same host is followed.
const maxRedirects = 5

func webServices() []service {
	takes := []string{"http"}
	return []service{{scheme: "https", port: "443", class: "HTTP", takes: takes, protocol: "HTTP", secure: true, ask: (*attempt).http},
		{scheme: "http", port: "80", class: "HTTP", takes: takes, protocol: "HTTP", ask: (*attempt).http}}
}

// http asks for the page twice (RFC 4559): without a ticket to see what is
// offered, then, where that is Negotiate, with one. A redirect within the same
// host is followed, as its clients do; the SPN stays the same.
func (a *attempt) http(ctx context.Context) {
	for redirects := 0; ; redirects++ {
		resp, _, err := a.get(ctx, nil)
		if err != nil {
			a.broken(err)
			return
		}
		if redirects < maxRedirects && a.follow(resp) {
			continue
		}
		a.offer(ctx, resp)
		return
	}
}

// follow takes the target to where a redirect leads and says whether that is on
// the same host.
func (a *attempt) follow(resp *http.Response) bool {
	to, err := resp.Location()
	if resp.StatusCode < 300 || resp.StatusCode > 399 || err != nil || len(to.String()) > maxLocation || to.User != nil {
		return false
	}
	from, err := url.Parse(a.target.url())
	if err != nil {
		return false
	}
	to = from.ResolveReference(to)
	next := a.target
	next.scheme, next.host, next.port, next.path = strings.ToLower(to.Scheme), strings.ToLower(strings.TrimSuffix(to.Hostname(), ".")), to.Port(), to.RequestURI()
	kind, known := serviceOf(next.scheme)
	if next.kind = kind; next.port == "" {
		next.port = kind.port
	}
	if !strings.EqualFold(next.host, a.target.host) || !known || kind.class != a.target.kind.class || next.url() == a.target.url() {
		return false
	}
	if host, port, err := net.SplitHostPort(a.result.Address); err == nil && next.port != a.target.port {
		if port == a.target.port || next.scheme != a.target.scheme {
			port = next.port
		}
		a.result.Address = net.JoinHostPort(host, port)
	}
	a.target, a.result.Followed = next, next.url()
	return true
}

// offer reads what the service offers and shows the ticket where that is
// Negotiate.
func (a *attempt) offer(ctx context.Context, resp *http.Response) {
	offers := parseChallenges(resp.Header.Values("WWW-Authenticate"))
	a.result.Status, a.result.Offered = resp.StatusCode, schemesOf(offers)
	_, basic := find(offers, "Basic")
	a.result.PasswordInClear = basic && !a.target.kind.secure
	_, negotiate := find(offers, "Negotiate")
	switch {
	case resp.StatusCode == http.StatusUnauthorized && negotiate:
		a.negotiate(ctx)
	case resp.StatusCode == http.StatusUnauthorized:
		a.result.Outcome = ad.ProbeNoNegotiate
		if _, ntlm := find(offers, "NTLM"); ntlm {
			a.result.Outcome = ad.ProbeNTLMOnly
		}
	case resp.StatusCode >= 200 && resp.StatusCode < 300:
		a.result.Outcome = ad.ProbeOpen
	default:
		a.result.Outcome, a.result.Text = ad.ProbeOther, http.StatusText(resp.StatusCode)
		if to := resp.Header.Get("Location"); to != "" {
			a.result.Text = "redirects to " + clip(to)
		}
	}
}

// negotiate shows the ticket, with a demand for mutual authentication: without
// it a service that cannot read the ticket says nothing about the reason.
func (a *attempt) negotiate(ctx context.Context) {
	var x *krb.APExchange
	resp, asked, err := a.get(ctx, func(state *tls.ConnectionState) string {
		if x = a.apReq(ctx, krb.GSSMutual|krb.GSSReplay|krb.GSSSequence|krb.GSSIntegrity, state); x == nil {
			return ""
		}
		return "Negotiate " + base64.StdEncoding.EncodeToString(x.SPNEGO())
	})
	switch {
	case !asked && x == nil && a.result.Outcome != "":
		return // no ticket
	case err != nil:
		a.broken(err)
		return
	}
	a.result.Status = resp.StatusCode
	offer, _ := find(parseChallenges(resp.Header.Values("WWW-Authenticate")), "Negotiate")
	token, err := decodeToken(offer.token)
	if err != nil {
		a.fail(ad.ProbeGarbage, &ad.Problem{Kind: ad.ProblemProtocol, What: a.where() + " answered with a token that is not base64",
			Why: reason(err), Do: "check what stands between here and the service", Err: err})
		return
	}
	a.judge(x, token, resp.StatusCode != http.StatusUnauthorized)
}

// get fetches the page on a connection of its own. The Authorization field is
// made when the connection stands, because it can depend on the certificate;
// an empty one ends the attempt, and asked is false.
func (a *attempt) get(ctx context.Context, authorization func(*tls.ConnectionState) string) (resp *http.Response, asked bool, err error) {
	host, port, _ := net.SplitHostPort(a.result.Address)
	command, what := "curl -sS -D - -o /dev/null", "GET "+a.target.url()
	if authorization != nil {
		command += " --negotiate -u :"
		what += " with a ticket for " + a.result.SPN
	}
	x := a.begin(trace.HTTP, what, fmt.Sprintf("%s --connect-to %s %s", command, ad.ShellQuote("::"+host+":"+port), ad.ShellQuote(a.target.url())))
	resp, asked, err = a.fetch(ctx, authorization)
	switch {
	case err != nil:
		x.End(err)
	case resp == nil:
		x.EndAs("not asked: no ticket")
	case resp.StatusCode >= 200 && resp.StatusCode < 300:
		x.End(nil)
	default:
		x.EndAs(fmt.Sprintf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode)))
	}
	return resp, asked, err
}

// fetch is get without the record.
func (a *attempt) fetch(ctx context.Context, authorization func(*tls.ConnectionState) string) (resp *http.Response, asked bool, err error) {
	conn, err := a.dial(ctx)
	if err != nil {
		return nil, false, err
	}
	defer conn.Close()
	// The transport bounds the answer, but not the body of a 101: that is the connection.
	defer closeWith(ctx, conn)()
	var state *tls.ConnectionState
	if a.target.kind.secure {
		secure, err := a.protect(ctx, conn)
		if err != nil {
			return nil, false, err
		}
		s := secure.ConnectionState()
		conn, state = secure, &s
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.target.url(), nil)
	if err != nil {
		return nil, false, err
	}
	req.Header.Set("User-Agent", "adwalk")
	if authorization != nil {
		value := authorization(state)
		if value == "" {
			return nil, false, nil
		}
		req.Header.Set("Authorization", value)
	}
	once := func(context.Context, string, string) (net.Conn, error) { return conn, nil }
	transport := &http.Transport{DialContext: once, DialTLSContext: once, DisableKeepAlives: true, DisableCompression: true,
		MaxResponseHeaderBytes: maxHeader, TLSNextProto: map[string]func(string, *tls.Conn) http.RoundTripper{}}
	resp, err = transport.RoundTrip(req)
	if err != nil {
		return nil, true, err
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, maxBody)
	return resp, true, nil
}

// clip shortens foreign text.
func clip(s string) string {
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}
