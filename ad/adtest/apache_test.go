package adtest

import (
	"strings"
	"testing"
)

// The web server asks for a ticket, on both of its ports.
func TestApacheAsksForNegotiate(t *testing.T) {
	dc := Samba(t)
	svc := dc.AddUser(Name("svc"), "service-1")
	web := Apache(t, &dc.Client, WebOptions{Keytab: dc.ExportKeytab(svc.Name), Names: []string{"web.corp.test"}})
	for _, url := range []string{web.URL, web.HTTPS} {
		resp, err := HTTPClient(t).Get(url)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != 401 || !strings.HasPrefix(resp.Header.Get("WWW-Authenticate"), "Negotiate") {
			t.Errorf("%s: status %d, %v", url, resp.StatusCode, resp.Header)
		}
	}
}
