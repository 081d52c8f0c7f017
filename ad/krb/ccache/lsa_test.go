package ccache

import (
	"encoding/binary"
	"testing"
	"time"
	"unicode/utf16"

	"adwalk/ad"
)

// listed lays out tickets as Windows does: the entries, and behind them their texts.
func listed(f lsaForm, address uint64, tickets ...lsaTicket) []byte {
	b := binary.LittleEndian.AppendUint32(nil, f.message)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(tickets)))
	texts := address + 8 + uint64(f.size*len(tickets))
	var behind []byte
	for _, t := range tickets {
		names := []string{t.server.String()[:len(t.server.String())-1-len(t.server.Realm)], t.server.Realm}
		if f.client {
			names = append([]string{t.client.Components[0], t.client.Realm}, names...)
		}
		for _, s := range names {
			n := 0
			for _, u := range utf16.Encode([]rune(s)) {
				behind = binary.LittleEndian.AppendUint16(behind, u)
				n += 2
			}
			b = binary.LittleEndian.AppendUint16(b, uint16(n))
			b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint16(b, uint16(n+2)), 0)
			b = binary.LittleEndian.AppendUint64(b, texts+uint64(len(behind)-n))
		}
		for _, at := range []time.Time{t.start, t.end, t.renew} {
			b = binary.LittleEndian.AppendUint64(b, uint64(at.Unix()+11644473600)*10_000_000)
		}
		b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, uint32(t.etype)), t.flags)
		if f.session {
			b = binary.LittleEndian.AppendUint64(b, uint64(t.session))
		}
	}
	return append(b, behind...)
}

func TestWindowsListsTheTicketsOfTheLogonSession(t *testing.T) {
	start := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	want := []lsaTicket{
		{client: lsaPrincipal("alice", "CORP.EXAMPLE"), server: lsaPrincipal("krbtgt/CORP.EXAMPLE", "CORP.EXAMPLE"), start: start, end: start.Add(10 * time.Hour), renew: start.Add(7 * 24 * time.Hour),
			etype: 18, session: 18, flags: uint32(ad.FlagForwardable | ad.FlagInitial)},
		{client: lsaPrincipal("alice", "CORP.EXAMPLE"), server: lsaPrincipal("HTTP/wéb.corp.example", "CORP.EXAMPLE"), start: start, end: start.Add(time.Hour), renew: start, etype: 23, session: 17},
	}
	const address = 0x7ffe_1000
	for _, f := range lsaForms {
		b := listed(f, address, want...)
		got, err := decodeLSA(b, address, f)
		if err != nil || len(got) != 2 {
			t.Fatalf("form %d: %+v, %v", f.message, got, err)
		}
		for i, w := range want {
			g := got[i]
			if !g.server.Equal(w.server) || !g.start.Equal(w.start) || !g.end.Equal(w.end) || !g.renew.Equal(w.renew) || g.etype != w.etype || g.flags != w.flags ||
				f.client && !g.client.Equal(w.client) || f.session && g.session != w.session || !f.client && g.client.Components != nil {
				t.Errorf("form %d: %+v, want %+v", f.message, g, w)
			}
		}
		for n := range len(b) { // cut off, or with its texts elsewhere
			if got, err := decodeLSA(b[:n], address, f); err == nil {
				t.Fatalf("form %d: %d of %d bytes were taken: %+v", f.message, n, len(b), got)
			}
		}
		if _, err := decodeLSA(b, address+1<<20, f); err == nil {
			t.Errorf("form %d: texts before the list were read", f.message)
		}
	}
}

func FuzzDecodeLSA(f *testing.F) {
	for i, form := range lsaForms {
		f.Add(listed(form, 64, lsaTicket{client: lsaPrincipal("a", "R"), server: lsaPrincipal("s/h", "R")}), uint64(64), i)
	}
	f.Fuzz(func(t *testing.T, b []byte, address uint64, form int) {
		list, _ := decodeLSA(b, address, lsaForms[uint(form)%uint(len(lsaForms))])
		if len(list) > len(b)/64 {
			t.Errorf("%d tickets in %d bytes", len(list), len(b))
		}
	})
}
