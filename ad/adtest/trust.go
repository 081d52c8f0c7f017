package adtest

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"time"
	"unicode/utf16"
)

// Trust makes a trust with another realm, both ways, whose keys come from a password:
// etypes is its msDS-SupportedEncryptionTypes, "" for none. A KDC of the other realm
// holds the same keys where it has krbtgt/OTHER@CORP.TEST with that password. The
// result is the DN.
func (d *DC) Trust(partner, password, etypes string) string {
	d.t.Helper()
	dn := "CN=" + partner + ",CN=System," + d.BaseDN
	auth := base64.StdEncoding.EncodeToString(trustAuth(password))
	sum := 0
	for _, c := range partner {
		sum = sum*31%1e6 + int(c)
	}
	ldif := fmt.Sprintf("dn: %s\nobjectClass: trustedDomain\ntrustPartner: %s\nflatName: T%d\ntrustDirection: 3\ntrustType: 2\ntrustAttributes: 8\nsecurityIdentifier: S-1-5-21-1-2-%d\n"+
		"trustAuthIncoming:: %s\ntrustAuthOutgoing:: %s\n", dn, partner, sum, sum, auth, auth)
	if etypes != "" {
		ldif += "msDS-SupportedEncryptionTypes: " + etypes + "\n"
	}
	if out := d.RunWith(ldif, nil, "ldbadd", "-H", d.PrivateDir+"/sam.ldb", "--relax", "--controls=provision:0"); out.Code != 0 {
		d.t.Fatalf("ldbadd: %s%s", out.Stdout, out.Stderr)
	}
	return dn
}

// trustAuth is a clear password as trustAuthIncoming and trustAuthOutgoing hold it
// (MS-ADTS 6.1.6.9.1): a count, the places of the present and the previous one, and
// LSAPR_AUTH_INFORMATION.
func trustAuth(password string) []byte {
	var text []byte
	for _, u := range utf16.Encode([]rune(password)) {
		text = binary.LittleEndian.AppendUint16(text, u)
	}
	info := binary.LittleEndian.AppendUint64(nil, uint64(time.Now().Unix()+11644473600)*10_000_000)
	info = binary.LittleEndian.AppendUint32(info, 2) // TRUST_AUTH_TYPE_CLEAR
	info = binary.LittleEndian.AppendUint32(info, uint32(len(text)))
	info = append(info, text...)
	for len(info)%4 != 0 {
		info = append(info, 0)
	}
	var b []byte
	for _, n := range []int{1, 12, 12 + len(info)} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	return append(b, info...)
}
