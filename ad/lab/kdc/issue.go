package kdc

import (
	"encoding/binary"
	"time"

	"adwalk/ad"
	"adwalk/ad/lab/store"

	"github.com/jcmturner/gokrb5/v8/crypto"
	"github.com/jcmturner/gokrb5/v8/messages"
	"github.com/jcmturner/gokrb5/v8/types"
)

// grant is a ticket that has been decided on.
type grant struct {
	req         request
	server      service
	cname       types.PrincipalName
	crealm      string
	authTime    time.Time
	end         time.Time // latest possible end
	renew       time.Time // latest possible renewal, zero for none
	initial     bool
	preauth     bool
	forwardable bool
	forwarded   bool
}

// flags in bit numbers of RFC 4120 5.3.
func (g grant) flags(renewable bool) messages.EncTicketPart {
	f := types.NewKrbFlags()
	for bit, on := range map[int]bool{1: g.forwardable, 2: g.forwarded, 8: renewable, 9: g.initial, 10: g.preauth,
		13: g.server.entry != nil && !g.server.tgt && store.UAC(g.server.entry).Has(ad.UACTrustedDelegation)} {
		if on {
			types.SetFlag(&f, bit)
		}
	}
	return messages.EncTicketPart{Flags: f}
}

// issue builds the ticket and the reply, encrypted under the reply key.
func (s *Server) issue(g grant, replyKey types.EncryptionKey, usage uint32, replyKVNO int) ([]byte, *refusal) {
	r := g.req
	etype, ok := sessionType(g.server.mask, r.body.EType)
	if !ok {
		return nil, refuse(ad.ErrETypeNoSupp)
	}
	et, err := crypto.GetEtype(etype)
	if err != nil {
		return nil, refuse(ad.ErrETypeNoSupp)
	}
	session, err := types.GenerateEncryptionKey(et)
	if err != nil {
		return nil, refuse(ad.ErrGeneric)
	}
	now := seconds(s.now())
	end := now.Add(lifetime)
	// A requested end of 1970 asks for the longest there is (RFC 4120 3.1.3).
	if till := r.body.Till; till.Unix() > 0 && till.Before(end) && !r.option(optRenew) { // a renewal has the old life, whatever is asked for
		end = seconds(till)
	}
	if end.After(g.end) {
		end = g.end
	}
	if !end.After(now) {
		return nil, refuse(11) // KDC_ERR_NEVER_VALID
	}
	renewable := !g.renew.IsZero() && (r.option(optRenewable) || r.option(optRenew))
	part := g.flags(renewable)
	part.Key, part.CRealm, part.CName = session, g.crealm, g.cname
	part.AuthTime, part.StartTime, part.EndTime = g.authTime, now, end
	if renewable {
		part.RenewTill = g.renew
		if rt := r.body.RTime; rt.Unix() > 0 && rt.Before(g.renew) {
			part.RenewTill = seconds(rt)
		}
	}
	ed, err := seal(part, tagTicket, g.server.key, useTicket, g.server.kvno)
	if err != nil {
		return nil, refuse(ad.ErrGeneric)
	}
	ticket := messages.Ticket{TktVNO: 5, Realm: s.cfg.Realm, SName: g.server.name, EncPart: ed}
	enc := messages.EncKDCRepPart{Key: session, LastReqs: []messages.LastReq{{LRType: 0, LRValue: now}}, Nonce: r.body.Nonce,
		Flags: part.Flags, AuthTime: part.AuthTime, StartTime: part.StartTime, EndTime: part.EndTime, RenewTill: part.RenewTill,
		SRealm: s.cfg.Realm, SName: g.server.name}
	if r.option(optCanonicalize) {
		enc.EncPAData = types.PADataSequence{{PADataType: paEncTypes, PADataValue: binary.LittleEndian.AppendUint32(nil, uint32(g.server.mask))}}
	}
	fields := messages.KDCRepFields{PVNO: 5, CRealm: g.crealm, CName: g.cname, Ticket: ticket}
	return s.reply(g, fields, enc, replyKey, usage, replyKVNO)
}

func (s *Server) reply(g grant, fields messages.KDCRepFields, enc messages.EncKDCRepPart, key types.EncryptionKey, usage uint32, kvno int) ([]byte, *refusal) {
	tag := tagEncTGS
	if g.req.kind == "AS" {
		tag = tagEncASRep
		if e := s.cfg.Tree.Account(g.cname.PrincipalNameString()); e != nil && e.Secret != nil {
			fields.PAData = []types.PAData{info(e, key)}
		}
	}
	var err error
	if fields.EncPart, err = seal(enc, tag, key, usage, kvno); err != nil {
		return nil, refuse(ad.ErrGeneric)
	}
	var b []byte
	if g.req.kind == "AS" {
		fields.MsgType = 11
		rep := messages.ASRep{KDCRepFields: fields}
		b, err = rep.Marshal()
	} else {
		fields.MsgType = 13
		rep := messages.TGSRep{KDCRepFields: fields}
		b, err = rep.Marshal()
	}
	if err != nil {
		return nil, refuse(ad.ErrGeneric)
	}
	return b, nil
}
