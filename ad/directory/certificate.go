package directory

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"time"

	"adwalk/ad"
	"adwalk/ad/safefile"
)

// tlsConfig builds the client's side of TLS for a host.
func tlsConfig(o Options, host string) (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: o.ServerName, RootCAs: o.RootCAs, InsecureSkipVerify: o.InsecureSkipVerify} //nolint:gosec // the operator asked for it by name
	if c.ServerName == "" {
		c.ServerName = host
	}
	if c.RootCAs == nil && o.CAFile != "" {
		pem, err := ReadCA(o.CAFile)
		if err != nil {
			return nil, err
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "the CA file cannot be used", Why: o.CAFile + " holds no certificate in PEM form",
				Do: "convert it: openssl x509 -inform der -in ca.cer -out ca.pem"}
		}
	}
	if len(o.Accepted) > 0 && !o.InsecureSkipVerify {
		accept(c, o.Accepted)
	}
	return c, nil
}

// maxCAFile is far more than all public authorities of the world take, in bytes.
const maxCAFile = 16 << 20

// ReadCA reads a file of certificates; an error is a *ad.Problem.
func ReadCA(path string) ([]byte, error) {
	wrong := func(err error) ([]byte, error) {
		return nil, &ad.Problem{Kind: ad.ProblemUsage, What: "the CA file cannot be read", Why: err.Error(), Do: "give a PEM file with the CA's certificate", Err: err}
	}
	f, err := safefile.Source(path, 5*time.Second)
	if err != nil {
		return wrong(err)
	}
	defer f.Close()
	pem, err := io.ReadAll(io.LimitReader(f, maxCAFile+1))
	if err == nil && len(pem) > maxCAFile {
		err = fmt.Errorf("%s is larger than %d MB", path, maxCAFile>>20)
	}
	if err != nil {
		return wrong(err)
	}
	return pem, nil
}

// explainTLS says why a handshake failed and what to do about it.
func explainTLS(ctx context.Context, server string, err error) error {
	what := "connecting to " + server + " with TLS"
	p := &ad.Problem{Kind: ad.ProblemProtocol, What: what + " failed", Err: err}
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var record tls.RecordHeaderError
	switch {
	case ctx.Err() != nil:
		return cancelled("connecting to "+server, ctx.Err())
	case errors.As(err, &unknown):
		p.Why = "its certificate comes from a CA that this machine does not trust"
		if unknown.Cert != nil {
			p.Why += " (" + clean(unknown.Cert.Issuer.String()) + ")"
		}
		p.Do = "give the CA's certificate with --ca-file"
	case errors.As(err, &name):
		p.Why = fmt.Sprintf("its certificate is not for %q", name.Host)
		if name.Certificate != nil {
			p.Why += " but for " + certificateNames(name.Certificate)
		}
		p.Do = "name the server as its certificate does"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		p.Why = "its certificate is not valid at this time"
		if c := invalid.Cert; c != nil {
			p.Why = fmt.Sprintf("its certificate is valid from %s to %s, and now it is %s", c.NotBefore.UTC().Format(time.DateTime),
				c.NotAfter.UTC().Format(time.DateTime), time.Now().UTC().Format(time.DateTime))
		}
		p.Do = "renew the certificate, or check the local clock"
	case strings.Contains(err.Error(), "negative serial number"):
		p.Why = "its certificate has a negative serial number, which RFC 5280 forbids; certificates that Samba makes for itself do"
		p.Do = "give the domain controller a certificate from a CA (tls certfile, tls keyfile in smb.conf), or use port 389 with a Kerberos ticket"
	case errors.As(err, &invalid):
		p.Why = "its certificate cannot be used: " + clean(err.Error())
		p.Do = "have the certificate issued again"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		p.Why = server + " closed the connection during the handshake"
		p.Do = "a domain controller without a certificate does that, and so does a port without TLS (389, 3268): use a Kerberos ticket on port 389, or another port"
	case errors.As(err, &record):
		p.Why = "it answers on that port, but not with TLS"
		p.Do = "check the port: 636 and 3269 are TLS; a domain controller without a certificate has neither"
	case strings.Contains(err.Error(), "tls: "):
		p.Why = "the handshake failed: " + clean(err.Error())
		p.Do = "a domain controller without a certificate ends the handshake; check its certificate and TLS versions"
	default:
		return Unreachable(what, server, err)
	}
	return p
}

func certificateNames(c *x509.Certificate) string {
	names := append([]string(nil), c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return clean(c.Subject.String()) + ", without any DNS name"
	}
	return clean(strings.Join(names, ", "))
}
