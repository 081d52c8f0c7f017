package webd

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"adwalk/ad/lab/accept"

	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// Member is one server behind a name.
type Member struct {
	Name    string
	Realm   string
	Keys    func(etype int32) []types.EncryptionKey
	Offers  func() []string // challenges beside or instead of Negotiate
	Accepts func() bool     // whether Negotiate is offered at all
	Status  func() int      // HTTP status of its pages after a login; nil or 0 is 200
	Now     func() time.Time
}

// Server serves the members.
type Server struct{ wg sync.WaitGroup }

// maxHeader bounds what a client may send before it is refused.
const maxHeader = 64 << 10

// Serve answers HTTPS, or plain HTTP without a TLS configuration, for one
// member until the context ends.
func (s *Server) Serve(ctx context.Context, l net.Listener, conf *tls.Config, m Member) {
	a := &accept.Acceptor{Keys: m.Keys, Now: m.Now}
	h := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w, r, m, a) }),
		ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: maxHeader, TLSConfig: conf, ErrorLog: quiet()}
	context.AfterFunc(ctx, func() { _ = h.Close() })
	s.wg.Go(func() {
		if conf != nil {
			_ = h.ServeTLS(l, "", "")
			return
		}
		_ = h.Serve(l)
	})
}

// Wait returns when nothing is served any more.
func (s *Server) Wait() { s.wg.Wait() }

func answer(w http.ResponseWriter, r *http.Request, m Member, a *accept.Acceptor) {
	defer func() {
		if recover() != nil { // the decoders are not ours; a hostile token ends here
			w.WriteHeader(http.StatusBadRequest)
		}
	}()
	w.Header().Set("X-FEServer", m.Name)
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	raw, err := base64.StdEncoding.DecodeString(token)
	if !m.Accepts() || !strings.EqualFold(scheme, "Negotiate") || err != nil {
		challenge(w, m, "")
		return
	}
	ap, err := accept.ParseToken(raw)
	if err != nil {
		challenge(w, m, "")
		return
	}
	client, code := a.Accept(ap)
	if code != 0 {
		challenge(w, m, errorToken(m, ap, code))
		return
	}
	if b, err := accept.Respond(accept.Accepted, accept.TokenAPRep, client.Reply); err == nil {
		w.Header().Set("WWW-Authenticate", "Negotiate "+base64.StdEncoding.EncodeToString(b))
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if m.Status != nil && m.Status() != 0 {
		w.WriteHeader(m.Status())
	}
	fmt.Fprintf(w, "%s knows you as %s@%s\n", m.Name, client.Name, client.Realm)
}

// challenge refuses, naming what could be tried; token goes with Negotiate.
func challenge(w http.ResponseWriter, m Member, token string) {
	if m.Accepts() {
		w.Header().Add("WWW-Authenticate", strings.TrimSpace("Negotiate "+token))
	}
	for _, o := range m.Offers() {
		w.Header().Add("WWW-Authenticate", o)
	}
	w.WriteHeader(http.StatusUnauthorized)
}

// errorToken is a KRB-ERROR in a rejecting token.
func errorToken(m Member, ap messages.APReq, code int) string {
	now := m.Now().UTC()
	e := messages.KRBError{PVNO: 5, MsgType: 30, STime: now.Truncate(time.Second), Susec: now.Nanosecond() / 1000,
		ErrorCode: int32(code), Realm: m.Realm, SName: ap.Ticket.SName}
	b, err := e.Marshal()
	if err != nil {
		return ""
	}
	if b, err = accept.Respond(accept.Rejected, accept.TokenError, b); err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(b)
}
