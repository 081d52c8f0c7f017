package timeline

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag/codes"
)

// w3c reads a log in the extended format of the W3C, as IIS and HTTP.SYS write it.
type w3c struct {
	b      *builder
	fields map[string]int
}

// line takes one line; false for one that does not fit the header.
func (w *w3c) line(n int, s string) bool {
	if rest, ok := strings.CutPrefix(s, "#Fields:"); ok {
		w.fields = map[string]int{}
		for i, f := range strings.Fields(rest) {
			w.fields[strings.ToLower(f)] = i
		}
		return true
	}
	if strings.HasPrefix(s, "#") {
		return true
	}
	cells := strings.Fields(s)
	if len(w.fields) == 0 || len(cells) < len(w.fields) {
		return false
	}
	get := func(name string) string {
		if i, ok := w.fields[name]; ok && cells[i] != "-" {
			return cells[i]
		}
		return ""
	}
	at, _ := time.Parse("2006-01-02 15:04:05", get("date")+" "+get("time"))
	status, err := strconv.Atoi(get("sc-status"))
	if err != nil {
		return get("s-reason") == "" || w.rejected(n, at, get)
	}
	sub, _ := strconv.Atoi(get("sc-substatus"))
	win, _ := strconv.ParseUint(get("sc-win32-status"), 10, 64)
	site := get("cs-host")
	if site == "" {
		site = get("s-computername")
	}
	if site == "" {
		site = get("s-ip")
	}
	web := webSite(get("cs-host"), get("s-port"))
	e := Event{At: at, Where: fmt.Sprintf("line %d", n), From: get("c-ip"), To: site, Client: get("cs-username"),
		Text: fmt.Sprintf("%s %s: %d.%d", get("cs-method"), get("cs-uri-stem"), status, sub)}
	first := sub == 2 && status == 401 || win == 0x8009030e && status == 401 // the round without credentials that begins each login
	if win != 0 && !first {
		e.Code = fmt.Sprintf("0x%08x", win)
		e.Text += ", " + e.Code
	}
	switch {
	case status == 401 && !first:
		e.Problem = true
		family, m := codes.Generic, codes.Meaning{}
		if x := codes.Small(codes.Windows, int64(win)); x != nil && win != 0 {
			family, m.Causes, m.Next = x.Family, x.Causes, x.Next
		}
		w.b.finding(family, site, fmt.Sprintf("%s refused a login with %d.%d %s.", site, status, sub, e.Code), e, m)
		w.b.at(family, site, web)
	case status == 400 || status == 431:
		e.Problem = true
		w.b.finding(codes.TokenSize, site, fmt.Sprintf("%s answered %d.%d: a request header may be too large.", site, status, sub), e, codes.Meaning{})
		w.b.at(codes.TokenSize, site, web)
	case status != 401 && status < 500 && e.Client == "":
		return true // nobody logged in: nothing to tell
	}
	w.b.event(e)
	return true
}

// rejected reads HTTP.SYS' own log, which gives a reason in place of a status.
func (w *w3c) rejected(n int, at time.Time, get func(string) string) bool {
	reason := get("s-reason")
	e := Event{At: at, Where: fmt.Sprintf("line %d", n), From: get("c-ip"), To: get("s-ip"), Text: "HTTP.SYS rejects a request: " + reason}
	if strings.HasPrefix(reason, "Timer_") || strings.HasPrefix(reason, "Connection_") {
		e.Text = "HTTP.SYS ends a connection: " + reason
	}
	if reason == "RequestLength" || reason == "FieldLength" {
		e.Problem = true
		w.b.finding(codes.TokenSize, get("s-ip"), "HTTP.SYS rejected a request: "+reason+".", e, codes.Meaning{})
	}
	w.b.event(e)
	return true
}

// webSite is the address of a web site by the host that clients named and the port that
// they came to; "" for what is no host.
func webSite(host, port string) string {
	scheme := "https"
	if port == "80" || port == "8080" {
		scheme = "http"
	}
	t, err := ad.ParseServiceTarget(scheme + "://" + host + "/")
	if err != nil {
		return ""
	}
	return t.URL()
}
