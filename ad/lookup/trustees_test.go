package lookup

import (
	"bytes"
	"slices"
	"testing"

	"adwalk/ad"
)

const (
	alice = "S-1-5-21-1-2-3-1104"
	bob   = "S-1-5-21-1-2-3-1105"
)

// An entry comes and goes, and owner, group, audit list and the other entries stay
// byte for byte.
func TestOneTrusteeLeavesTheRestAlone(t *testing.T) {
	owner, _ := ad.EncodeSID(bob)
	group, _ := ad.EncodeSID("S-1-5-32-545")
	odd, err := encodeTrustee(bob + "/0x100/0x2")
	if err != nil {
		t.Fatal(err)
	}
	deny, _ := encodeTrustee(bob)
	deny[0] = 1
	audit := slices.Clone(deny)
	audit[0] = 2
	before := joinDescriptor([4]byte{1, 7, 0x14, 0x80}, owner, group, acl(2, [][]byte{audit}), acl(4, [][]byte{deny, odd}))
	with, err := AddTrustee(before, alice)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Trustees(with); err != nil || !slices.Equal(got, []string{bob + "/0x100/0x2", alice}) {
		t.Errorf("%q %v", got, err)
	}
	if back, err := RemoveTrustee(with, alice); err != nil || !bytes.Equal(back, before) {
		t.Errorf("%x\n%x %v", back, before, err)
	}
	// An odd entry comes back as it was.
	without, err := RemoveTrustee(before, bob+"/0x100/0x2")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := AddTrustee(without, bob+"/0x100/0x2"); err != nil || !bytes.Equal(again, before) {
		t.Errorf("%x\n%x %v", again, before, err)
	}
	made, err := AddTrustee(nil, alice)
	if err != nil {
		t.Fatal(err)
	}
	if gone, err := RemoveTrustee(made, alice); err != nil || gone != nil {
		t.Errorf("the last entry left %x, %v", gone, err)
	}
}

func FuzzTrustees(f *testing.F) {
	made, _ := AddTrustee(nil, alice)
	f.Add(made, bob)
	f.Add([]byte{1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, 2, 0, 8, 0, 0, 0, 0, 0}, alice+"/0x1/0x0")
	f.Fuzz(func(t *testing.T, raw []byte, value string) {
		before, err := Trustees(raw)
		if err != nil || len(raw) == 0 {
			return
		}
		with, err := AddTrustee(raw, value)
		if err != nil {
			return
		}
		after, err := Trustees(with)
		if err != nil || len(after) != len(before)+1 || !slices.Equal(after[:len(before)], before) {
			t.Errorf("%q became %q, %v", before, after, err)
		}
	})
}
