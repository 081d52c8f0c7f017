package lab

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"strings"
	"testing"
)

func TestDialLeadsWhereARealNetworkWould(t *testing.T) {
	l := start(t, Options{Scenario: "healthy+kcd-back-end-down+mapi-basic-without-tls+dns-cname-app"})
	for address, want := range map[string]bool{
		"dc1.contoso.lab:389": true, "contoso.lab:88": true, "mail.contoso.lab:443": true, "app.contoso.lab:80": true,
		"be1.contoso.lab:80": true, "be2.contoso.lab:80": false, "mail.contoso.lab:80": false, "nobody.contoso.lab:443": false,
	} {
		c, err := l.Dial(context.Background(), "tcp", address)
		if (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
		if err == nil {
			c.Close()
		}
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(l.CAPEM())
	tr := &http.Transport{DialContext: l.Dial, TLSClientConfig: &tls.Config{RootCAs: pool}}
	defer tr.CloseIdleConnections()
	for url, want := range map[string]string{"https://mail.contoso.lab/EWS/": "Negotiate", "http://app.contoso.lab/": "Negotiate Basic"} {
		r, err := (&http.Client{Transport: tr}).Get(url)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if got := strings.Join(r.Header.Values("WWW-Authenticate"), " "); r.StatusCode != http.StatusUnauthorized || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %d %s", url, r.StatusCode, got)
		}
	}
}
