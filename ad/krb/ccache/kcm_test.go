package ccache

import (
	"context"
	"encoding/binary"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb/krb5conf"
)

// fakeKCM answers operations from a table with raw frames; an operation that
// is not in it closes the connection, as sssd's daemon does.
func fakeKCM(t *testing.T, answers map[uint16][]byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "kcm")
	adtest.Accepting(t, "unix", path, func(c net.Conn) {
		adtest.EachFrame(c, func(req []byte) bool {
			a, ok := answers[binary.BigEndian.Uint16(req[2:])]
			if ok {
				c.Write(a)
			}
			return ok
		})
	})
	return path
}

func kcmFrame(status uint32, payload []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(payload)+4))
	b = binary.BigEndian.AppendUint32(b, 0)
	b = binary.BigEndian.AppendUint32(b, status)
	return append(b, payload...)
}

// The parts of a version 4 file are what the daemon sends.
func kcmParts() (principal, credential []byte) {
	whole := sample(4, binary.BigEndian)[16:]
	r := &reader{b: whole, order: binary.BigEndian}
	r.principal(4)
	principal = whole[:r.pos]
	start := r.pos
	r.credential(4)
	return principal, whole[start:r.pos]
}

func TestKCMCredentialList(t *testing.T) {
	principal, cred := kcmParts()
	list := binary.BigEndian.AppendUint32(nil, 1)
	list = append(binary.BigEndian.AppendUint32(list, uint32(len(cred))), cred...)
	for name, answers := range map[string]map[uint16][]byte{
		"all at once": {kcmGetCredList: kcmFrame(0, list)},
		"one by one": {kcmGetCredUUIDs: kcmFrame(0, make([]byte, 16)),
			kcmGetCredByUUID: kcmFrame(0, cred)},
		"refused, then one by one": {kcmGetCredList: kcmFrame(0x96c73a7d, nil), kcmGetCredUUIDs: kcmFrame(0, make([]byte, 16)),
			kcmGetCredByUUID: kcmFrame(0, cred)},
	} {
		answers[kcmGetPrincipal] = kcmFrame(0, principal)
		answers[kcmGetDefault] = kcmFrame(0, []byte("0:1\x00"))
		answers[kcmGetKDCOffset] = kcmFrame(0, []byte{0, 0, 0, 7})
		conf := krb5conf.Default()
		conf.KCMSocket = fakeKCM(t, answers)
		c, err := (&Lister{Name: "KCM:", Config: conf}).Open(t.Context(), "")
		if err != nil || c.Name != "KCM:0:1" || len(c.Credentials) != 1 || c.Credentials[0].Server.String() != "krbtgt/R@R" || c.Offset != 7*time.Second {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}

// A daemon that lies about lengths, refuses or is silent is named, in time.
func TestBadKCM(t *testing.T) {
	for name, tc := range map[string]struct {
		answer []byte
		why    string
	}{
		"4 GB":    {[]byte{0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0}, "4294967295 bytes"},
		"cut":     {[]byte{0, 0, 0, 99, 0, 0, 0, 0, 1}, "no answer in time"},
		"refused": {kcmFrame(2529639053, nil), "no such cache"},
		"silent":  {[]byte{}, "no answer in time"},
		"short":   {kcmFrame(0, []byte{1}), "ends too early"},
	} {
		conf := krb5conf.Default()
		conf.KCMSocket = fakeKCM(t, map[uint16][]byte{kcmGetPrincipal: tc.answer})
		ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
		_, err := (&Lister{Name: "KCM:x", Config: conf}).Open(ctx, "")
		cancel()
		if p := ad.AsProblem(err, "", ""); p == nil || !strings.Contains(p.Why, tc.why) {
			t.Errorf("%s: %v, want %q", name, err, tc.why)
		}
	}
	conf := krb5conf.Default()
	conf.KCMSocket = filepath.Join(t.TempDir(), "none")
	if _, err := (&Lister{Name: "KCM:", Config: conf}).Open(t.Context(), ""); err == nil || !strings.Contains(err.Error(), "no credential daemon") {
		t.Errorf("%v", err)
	}
}

// The daemon's list of credentials is as little trusted as a file.
func FuzzKCMCredentials(f *testing.F) {
	_, cred := kcmParts()
	list := binary.BigEndian.AppendUint32(nil, 1)
	list = binary.BigEndian.AppendUint32(list, uint32(len(cred)))
	f.Add(append(list, cred...))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		var c Cache
		_ = c.credList(b)
		if len(c.Credentials) > len(b)/8 {
			t.Fatalf("%d credentials from %d bytes", len(c.Credentials), len(b))
		}
	})
}
