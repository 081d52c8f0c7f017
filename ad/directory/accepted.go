package directory

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
)

// accept has a configuration take certificates that were accepted by fingerprint
// for authorities, beside its own. Host name, dates and the chain are checked as
// always.
func accept(c *tls.Config, fingerprints []string) {
	roots, name := c.RootCAs, c.ServerName
	c.InsecureSkipVerify = true // what follows verifies instead
	c.VerifyConnection = func(st tls.ConnectionState) error {
		if len(st.PeerCertificates) == 0 {
			return errors.New("tls: the server sent no certificate")
		}
		between := x509.NewCertPool()
		for _, cert := range st.PeerCertificates[1:] {
			between.AddCert(cert)
		}
		verify := func(roots *x509.CertPool) error {
			_, err := st.PeerCertificates[0].Verify(x509.VerifyOptions{Roots: roots, Intermediates: between, DNSName: name})
			return err
		}
		err := verify(roots)
		var unknown x509.UnknownAuthorityError
		if errors.As(err, &unknown) {
			trusted := x509.NewCertPool()
			for _, cert := range st.PeerCertificates {
				if slices.ContainsFunc(fingerprints, func(f string) bool { return strings.EqualFold(f, Fingerprint(cert)) }) {
					trusted.AddCert(cert)
				}
			}
			err = verify(trusted)
		}
		if err != nil {
			return &tls.CertificateVerificationError{UnverifiedCertificates: st.PeerCertificates, Err: err}
		}
		return nil
	}
}

// Fingerprint is the SHA-256 of a certificate, in hexadecimal.
func Fingerprint(cert *x509.Certificate) string {
	sum := sha256.Sum256(cert.Raw)
	return hex.EncodeToString(sum[:])
}

// Untrusted returns the certificate at the top of the chain that a server sent,
// where an error says that no known authority signed it; nil otherwise.
func Untrusted(err error) *x509.Certificate {
	var unknown x509.UnknownAuthorityError
	var chain *tls.CertificateVerificationError
	if !errors.As(err, &unknown) || !errors.As(err, &chain) || len(chain.UnverifiedCertificates) == 0 {
		return nil
	}
	top := chain.UnverifiedCertificates[0]
	for range chain.UnverifiedCertificates { // by who signed whom: a server may send more
		for _, above := range chain.UnverifiedCertificates {
			if above != top && top.CheckSignatureFrom(above) == nil {
				top = above
				break
			}
		}
	}
	return top
}
