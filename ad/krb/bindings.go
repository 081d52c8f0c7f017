package krb

import (
	"crypto/md5"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/binary"
)

// ChannelBindings hashes the tls-server-end-point binding of a server's
// certificate (RFC 5929 4) as the authenticator's checksum holds it (RFC 4121
// 4.1.1.2): MD5 over the GSS channel bindings structure, whose address fields
// are all zero.
func ChannelBindings(cert *x509.Certificate) [16]byte {
	data := append([]byte("tls-server-end-point:"), endPointHash(cert)...)
	b := make([]byte, 16, 20+len(data))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(data)))
	return md5.Sum(append(b, data...))
}

// endPointHash uses the hash of the certificate's own signature, and SHA-256
// in place of MD5 and SHA-1 (RFC 5929 4.1).
func endPointHash(cert *x509.Certificate) []byte {
	switch cert.SignatureAlgorithm {
	case x509.SHA384WithRSA, x509.ECDSAWithSHA384, x509.SHA384WithRSAPSS:
		h := sha512.Sum384(cert.Raw)
		return h[:]
	case x509.SHA512WithRSA, x509.ECDSAWithSHA512, x509.SHA512WithRSAPSS:
		h := sha512.Sum512(cert.Raw)
		return h[:]
	}
	h := sha256.Sum256(cert.Raw)
	return h[:]
}
