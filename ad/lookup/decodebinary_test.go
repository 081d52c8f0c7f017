package lookup

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"

	"adwalk/ad"
)

func TestStructuresReadInWords(t *testing.T) {
	hours := make([]byte, 21)
	hours[3*1+1] = 0x03 // Monday, 8 to 10
	record := append([]byte{4, 0, 1, 0, 5, 240, 0, 0, 0, 0, 0, 0, 0, 0, 0x0e, 0x10, 0, 0, 0, 0, 0, 0, 0, 0}, 192, 0, 2, 7)
	key := []byte{0, 2, 0, 0, 1, 0, 4, 1}
	meta := binary.LittleEndian.AppendUint32([]byte{1, 0, 0, 0, 0, 0, 0, 0}, 1)
	meta = append(meta, 0, 0, 0, 0)
	meta = binary.LittleEndian.AppendUint32(meta, 0x90303)
	meta = append(binary.LittleEndian.AppendUint64(append(meta, 1, 0, 0, 0), 13_400_000_000), make([]byte, 32)...)
	for _, c := range []struct {
		name string
		raw  []byte
		want string
		kind string
	}{
		{"logonHours", hours, "Mon 08-10 (UTC)", KindHours},
		{"logonHours", []byte(strings.Repeat("\xff", 21)), "at all hours", KindHours},
		{"dnsRecord", record, "A 192.0.2.7, ttl 3600", KindDNSRecord},
		{"msDS-KeyCredentialLink", []byte("B:16:" + hex.EncodeToString(key) + ":CN=anna,DC=corp,DC=test"), "key for CN=anna,DC=corp,DC=test, NGC (Windows Hello)", KindKey},
		{"wellKnownObjects", []byte("B:4:00ff:CN=Users,DC=corp,DC=test"), "B:4:00ff:CN=Users,DC=corp,DC=test", KindDNBinary},
		{"replPropertyMetaData", meta, "1 attributes, the last changed", KindMetadata},
	} {
		shown, kind := Decode(c.name, c.raw)
		if !strings.HasPrefix(shown, c.want) || kind != c.kind {
			t.Errorf("%s: %q (%s)", c.name, shown, kind)
		}
	}
}

func TestPermissionsReadInWords(t *testing.T) {
	a := ACE{Type: 5, Flags: 0x10, Mask: 0x30, Object: "g", SID: "S-1-5-21-1-2-3-1105"}
	if got := a.Describe(map[string]string{"g": "servicePrincipalName", a.SID: "spn-admins"}); got != "allow spn-admins: read property, write property of servicePrincipalName (inherited)" {
		t.Error(got)
	}
	if got := (ACE{Mask: 0xF01FF, SID: "S-1-5-21-1-2-3-512"}).Describe(nil); got != "allow Domain Admins: full control" {
		t.Error(got)
	}
}

// All entries of a list are shown, and that it inherits.
func TestDescriptorsAreShownWhole(t *testing.T) {
	sd := SecurityDescriptor{HasDACL: true, Control: 0x1400}
	for range 60 {
		sd.DACL = append(sd.DACL, ACE{SID: "S-1-1-0", Mask: 0x10})
	}
	if got := sd.Summary(len(sd.DACL)); !strings.HasPrefix(got, "D:PAI(") || strings.Count(got, "S-1-1-0") != 60 {
		t.Error(got)
	}
}

func TestSecretsAreHiddenUnlessNamed(t *testing.T) {
	e := func() ad.Entry {
		return ad.Entry{Attributes: []ad.Attribute{{Name: "unixUserPassword", Values: []ad.Value{ad.Value("hunter2")}}, {Name: "cn", Values: []ad.Value{ad.Value("x")}}}}
	}
	if got := HideSecrets(e(), nil); got.Text("unixUserPassword") == "hunter2" || got.Text("cn") != "x" {
		t.Errorf("%v", got)
	}
	if got := HideSecrets(e(), []string{"unixuserpassword"}); got.Text("unixUserPassword") != "hunter2" {
		t.Errorf("%v", got)
	}
}

func FuzzDecodeBinary(f *testing.F) {
	f.Add("dnsRecord", []byte{4, 0, 1, 0})
	f.Add("msDS-KeyCredentialLink", []byte("B:8:00020000:CN=x"))
	f.Add("replPropertyMetaData", make([]byte, 64))
	f.Fuzz(func(_ *testing.T, name string, b []byte) {
		for kind := range binaryKinds {
			Decode(kind, b)
		}
		Decode(name, b)
	})
}
