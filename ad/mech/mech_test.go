package mech

import (
	"encoding/asn1"
	"testing"
)

// The identifiers are those that the documents print as numbers.
func TestIdentifiers(t *testing.T) {
	for want, o := range map[string]OID{
		"1.2.840.113554.1.2.2": Kerberos, "1.2.840.48018.1.2.2": MSKerberos, "1.2.840.113554.1.2.2.3": User2User,
		"1.3.6.1.5.5.2": SPNEGO, "1.3.6.1.4.1.311.2.2.10": NTLM, "1.3.6.1.4.1.311.2.2.30": NegoEx,
	} {
		var got asn1.ObjectIdentifier
		if rest, err := asn1.Unmarshal(o.DER(), &got); err != nil || len(rest) > 0 || got.String() != want {
			t.Errorf("%s: %v, %v", want, got, err)
		}
		if Name(o) == "another" || Name(append(o[:len(o):len(o)], 9)) != "another" {
			t.Errorf("%s is called %q", want, Name(o))
		}
	}
}
