package ad_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"adwalk/ad"
)

func TestNamesOfObjectsSplitAtUnescapedCommas(t *testing.T) {
	got := ad.SplitDN(`CN=Doe\, Jane,OU=People\\,DC=contoso,DC=lab`)
	if want := []string{`CN=Doe\, Jane`, `OU=People\\`, "DC=contoso", "DC=lab"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	for text, want := range map[string]string{"cn=Users": "CN", " dc =lab": "DC", "CN=": "", "mail": "", "x=y": ""} {
		if got := ad.RDNType(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// The well-known values are those of MS-DTYP.
func TestIdentifiersAreReadAsWindowsWritesThem(t *testing.T) {
	administrators := []byte{1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0}
	if s, err := ad.DecodeSID(administrators); err != nil || s != "S-1-5-32-544" {
		t.Errorf("%s, %v", s, err)
	}
	if b, err := ad.EncodeSID("S-1-5-32-544"); err != nil || !bytes.Equal(b, administrators) {
		t.Errorf("%x, %v", b, err)
	}
	users := []byte{0x15, 0xca, 0xd1, 0xa9, 0xb0, 0xf6, 0xd1, 0x11, 0xad, 0xed, 0x00, 0xc0, 0x4f, 0xd8, 0xd5, 0xcd}
	if s, err := ad.DecodeGUID(users); err != nil || s != "a9d1ca15-f6b0-11d1-aded-00c04fd8d5cd" {
		t.Errorf("%s, %v", s, err)
	}
}

func TestTimesSince1601(t *testing.T) {
	epoch := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	if got := ad.Filetime(116444736000000000); !got.Equal(epoch) {
		t.Error(got)
	}
	if got := ad.ToFiletime(epoch); got != 116444736000000000 {
		t.Error(got)
	}
	for _, never := range []int64{0, -1, ad.FiletimeNever} {
		if got := ad.Filetime(never); !got.IsZero() {
			t.Errorf("%d is %v", never, got)
		}
	}
}

func FuzzDecodeSID(f *testing.F) {
	f.Add([]byte{1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0})
	f.Add([]byte{1, 255, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := ad.DecodeSID(b)
		if err != nil {
			return
		}
		if back, err := ad.EncodeSID(s); err != nil || !bytes.Equal(back, b) {
			t.Fatalf("%x became %s, that became %x (%v)", b, s, back, err)
		}
	})
}

func FuzzSplitDN(f *testing.F) {
	f.Add(`CN=a\,b,DC=c`)
	f.Add(`\`)
	f.Fuzz(func(t *testing.T, dn string) {
		if got := strings.Join(ad.SplitDN(dn), ","); got != dn {
			t.Fatalf("%q came back as %q", dn, got)
		}
	})
}
