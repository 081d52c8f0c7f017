package wire

import (
	"net"
	"testing"
)

// FuzzKDC reads addresses of KDCs: what is accepted can be dialled.
func FuzzKDC(f *testing.F) {
	for _, s := range []string{"kdc", "tcp/kdc:88", "[::1]:88", "::1", "kdc:0", "udp/", "kd}\x98c", "a:b:c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k, err := ParseKDC(s)
		if err != nil {
			return
		}
		if host, port, err := net.SplitHostPort(k.Addr); err != nil || host == "" || port == "" {
			t.Errorf("%q is %+v", s, k)
		}
	})
}
