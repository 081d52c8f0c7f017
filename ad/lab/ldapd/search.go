package ldapd

import (
	"crypto/rand"
	"encoding/hex"

	"adwalk/ad/lab/store"

	ber "github.com/go-asn1-ber/asn1-ber"
)

// pageState is what is left of a paged search.
type pageState struct{ left []*store.Entry }

// maxPages bounds the paged searches that one connection keeps open.
const maxPages = 10

type searchRequest struct {
	base   string
	scope  int
	size   int
	types  bool
	filter store.Filter
	names  []string
}

func parseSearch(p *ber.Packet) (s searchRequest, ok bool) {
	if len(p.Children) != 8 {
		return s, false
	}
	scope, ok1 := intOf(p.Children[1])
	size, ok2 := intOf(p.Children[3])
	s.base, s.scope, s.size = string(bytesOf(p.Children[0])), int(scope), int(size)
	s.types, _ = p.Children[5].Value.(bool)
	filter, err := store.ParseFilter(p.Children[6])
	for _, a := range p.Children[7].Children {
		s.names = append(s.names, string(bytesOf(a)))
	}
	s.filter = filter
	return s, ok1 && ok2 && err == nil && s.scope >= 0 && s.scope <= 2 && s.size >= 0 && len(s.names) <= 2000
}

func (c *conn) search(req request) bool {
	done := func(s searchRequest, r store.Result, controls ...*ber.Packet) bool {
		c.srv.log("search", s.base, r.Code)
		return c.send(req, resultPacket(tagSearchDone, r), controls...)
	}
	s, ok := parseSearch(req.op)
	if !ok {
		return done(s, store.Result{Code: store.ProtocolError, Text: "00000057: LdapErr: DSID-0C0907C4, comment: Error decoding ldap message, data 0, v4563\x00"})
	}
	if s.base == "" && s.scope == store.ScopeBase {
		if !c.sendEntry(req, "", filterRootDSE(c.rootDSE(), s.names), s.types) {
			return false
		}
		return done(s, store.Result{})
	}
	if c.who.DN == "" {
		return done(s, store.Result{Code: store.OperationsError, Text: "000004DC: LdapErr: DSID-0C090A5C, comment: " +
			"In order to perform this operation a successful bind must be completed on the connection., data 0, v4563\x00"})
	}
	size, cookie, isPaged := paged(req.controls)
	var hits []*store.Entry
	if isPaged && cookie != "" {
		st := c.pages[cookie]
		if st == nil {
			return done(s, store.Result{Code: store.Unwilling, Text: "00000057: LdapErr: DSID-0C090C83, comment: the paging cookie is not known, data 0, v4563\x00"})
		}
		delete(c.pages, cookie)
		hits = st.left
	} else {
		res := c.srv.cfg.Tree.Search(s.base, s.scope, s.filter, c.gc, func(e *store.Entry) bool { hits = append(hits, e); return true })
		if res.Code != store.Success {
			return done(s, res)
		}
	}
	limit := c.srv.cfg.PageSize
	if isPaged && size > 0 {
		limit = min(limit, size)
	}
	if s.size > 0 {
		limit = min(limit, s.size)
	}
	sel := store.Select(s.names)
	send := hits[:min(limit, len(hits))]
	for _, e := range send {
		if !c.sendEntry(req, e.DN, c.srv.cfg.Tree.Render(e, sel, c.who.Secret, c.gc), s.types) {
			return false
		}
	}
	left := hits[len(send):]
	switch {
	case isPaged && size == 0:
		return done(s, store.Result{}, pagedReply(""))
	case isPaged && len(left) > 0:
		return done(s, store.Result{}, pagedReply(c.keep(left)))
	case isPaged:
		return done(s, store.Result{}, pagedReply(""))
	case len(left) > 0:
		return done(s, store.Result{Code: store.SizeLimitExceeded})
	}
	return done(s, store.Result{})
}

// keep remembers the rest of a paged search under a cookie.
func (c *conn) keep(left []*store.Entry) string {
	if c.pages == nil || len(c.pages) >= maxPages {
		c.pages = map[string]*pageState{}
	}
	b := make([]byte, 8)
	_, _ = rand.Read(b)
	cookie := hex.EncodeToString(b)
	c.pages[cookie] = &pageState{left}
	return cookie
}

func (c *conn) sendEntry(req request, dn string, attrs []store.Values, typesOnly bool) bool {
	p := ber.Encode(ber.ClassApplication, ber.TypeConstructed, tagSearchEntry, nil, "")
	p.AppendChild(octets([]byte(dn)))
	list := sequence()
	for _, a := range attrs {
		set := ber.Encode(ber.ClassUniversal, ber.TypeConstructed, ber.TagSet, nil, "")
		if !typesOnly {
			for _, v := range a.Values {
				set.AppendChild(octets(v))
			}
		}
		list.AppendChild(sequence(octets([]byte(a.Name)), set))
	}
	p.AppendChild(list)
	return c.send(req, p)
}
