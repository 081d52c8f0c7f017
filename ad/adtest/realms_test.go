package adtest

import (
	"strings"
	"testing"
)

func TestRealmsThatTrustEachOther(t *testing.T) {
	r := MITRealms(t, "A.TEST", "B.TEST", "C.TEST")
	r.Trust("A.TEST", "B.TEST")
	r.Trust("B.TEST", "C.TEST")
	r.KDCs["A.TEST"].AddPrincipal("alice", "wonder-1")
	r.KDCs["B.TEST"].AddPrincipal("http/web.b.test", "")
	r.KDCs["C.TEST"].AddPrincipal("http/web.c.test", "")
	cache := r.Kinit("alice", "wonder-1")
	for _, tk := range r.Kvno(cache, "http/web.b.test@B.TEST", "http/web.c.test@C.TEST", "http/web.b.test@") {
		if tk.KVNO != 1 {
			t.Errorf("%+v", tk)
		}
	}
	if got := r.Kvno(cache, "http/nobody.b.test@B.TEST")[0]; got.Code != 7 {
		t.Errorf("an unknown name over there: %+v", got)
	}
	if keytab := r.Run("klist", "-k", r.KDCs["C.TEST"].Keytab("http/web.c.test")).Stdout; !strings.Contains(keytab, "web.c.test@C.TEST") {
		t.Errorf("keytab: %s", keytab)
	}
}
