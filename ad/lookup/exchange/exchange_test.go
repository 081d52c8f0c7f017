package exchange_test

import (
	"context"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/ad/lookup/exchange"
)

// shelf is a directory of a few objects, found by a word in the filter.
type shelf map[string][]ad.Entry

func (s shelf) Info(context.Context) (ad.DirectoryInfo, error) {
	return ad.DirectoryInfo{Server: "dc1.contoso.lab", Configuration: "CN=Configuration,DC=contoso,DC=lab"}, nil
}

func (s shelf) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	for word, entries := range s {
		if !strings.Contains(q.Filter, word) {
			continue
		}
		if entries == nil {
			return ad.Coverage{}, &ad.Problem{Kind: ad.ProblemNoRight, What: "searching", Why: "no right"}
		}
		for _, e := range entries {
			if err := yield(e); err != nil {
				return ad.Coverage{}, err
			}
		}
	}
	return ad.Coverage{}, nil
}

func object(dn string, pairs ...string) ad.Entry {
	e := ad.Entry{DN: dn}
	for i := 0; i < len(pairs); i += 2 {
		var values []ad.Value
		for _, v := range strings.Split(pairs[i+1], "|") {
			values = append(values, []byte(v))
		}
		e.Attributes = append(e.Attributes, ad.Attribute{Name: pairs[i], Values: values})
	}
	return e
}

const group = ",CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Org,CN=Microsoft Exchange,CN=Services,CN=Configuration,DC=contoso,DC=lab"

func TestWhatAnOrganisationSaysAboutItself(t *testing.T) {
	site := "CN=Main,CN=Sites,CN=Configuration,DC=contoso,DC=lab"
	array := object("CN=Array1,CN=Arrays,CN=Org", "objectClass", "top|msExchExchangeServer|msExchClientAccessArray", "networkAddress", "ncacn_ip_tcp:outlook.contoso.lab", "msExchServerSite", site)
	o, err := exchange.Discover(t.Context(), shelf{
		"objectClass=msExchExchangeServer": {
			object("CN=CAS2"+group, "objectClass", "msExchExchangeServer", "networkAddress", "netbios:CAS2|ncacn_ip_tcp:cas2.contoso.lab", "msExchCurrentServerRoles", "36", "versionNumber", "1937801568", "msExchServerSite", site),
			object("CN=CAS1"+group, "objectClass", "msExchExchangeServer", "networkAddress", "ncacn_ip_tcp:cas1.contoso.lab", "msExchCurrentServerRoles", "4", "versionNumber", "1937801568", "msExchServerSite", site),
			object("CN=OLD"+group, "objectClass", "msExchExchangeServer", "networkAddress", "ncacn_ip_tcp:old.contoso.lab", "serverRole", "1", "versionNumber", "7638"),
			array,
		},
		"msExchClientAccessArray": {array},
		"msExchInternalHostName": {
			object("CN=EWS (Default Web Site),CN=HTTP,CN=Protocols,CN=CAS1"+group, "objectClass", "top|msExchWebServicesVirtualDirectory", "msExchInternalHostName", "https://Mail.contoso.lab/EWS/Exchange.asmx", "msExchExternalHostName", "https://mail.contoso.com/EWS"),
			object("CN=OAB (Default Web Site),CN=HTTP,CN=Protocols,CN=CAS1"+group, "objectClass", "msExchOABVirtualDirectory", "msExchInternalHostName", "https://mail.contoso.lab/OAB"),
			object("CN=junk", "msExchInternalHostName", "http://[::bad"),
		},
		"serviceConnectionPoint": {object("CN=CAS1,CN=Autodiscover", "serviceBindingInformation", "https://autodiscover.contoso.lab/Autodiscover/Autodiscover.xml")},
		"msExchSmtp":             {object("CN=1,CN=SMTP,CN=Protocols,CN=CAS1"+group, "msExchSmtpFullyQualifiedDomainName", "smtp.contoso.lab")},
	})
	if err != nil || len(o.Problems) != 0 || o.Empty() {
		t.Fatalf("%+v, %v", o, err)
	}
	if len(o.Arrays) != 1 || o.Arrays[0].FQDN != "outlook.contoso.lab" {
		t.Errorf("arrays %+v", o.Arrays)
	}
	if len(o.Servers) != 3 || o.Servers[0].Name != "CAS1" || o.Servers[0].Version != 2010 || o.Servers[2].Version != 2003 || !o.Servers[2].FrontEnd {
		t.Errorf("servers %+v", o.Servers)
	}
	if m := o.Members(o.Arrays[0]); len(m) != 2 || m[1].FQDN != "cas2.contoso.lab" {
		t.Errorf("members %+v", m)
	}
	if w := o.WebSites; len(w) != 2 || w[0].Kind != "EWS" || w[0].Server != "CAS1" || w[0].External != "mail.contoso.com" || w[0].DN == "" {
		t.Errorf("web sites %+v", w)
	}
	if w := o.WebSites; w[0].Internal != "mail.contoso.lab" || w[1].Internal != "mail.contoso.lab" {
		t.Errorf("internal hosts %+v", w)
	}
	if a := o.Autodiscover; len(a) != 1 || a[0].Value != "autodiscover.contoso.lab" {
		t.Errorf("Autodiscover %+v", a)
	}
	if len(o.SMTP) != 1 || o.SMTP[0].Value != "smtp.contoso.lab" {
		t.Errorf("smtp %+v", o.SMTP)
	}
}

// One search that is refused does not hide what the others found.
func TestPartOfItMayNotBeRead(t *testing.T) {
	o, err := exchange.Discover(t.Context(), shelf{"msExchClientAccessArray": {object("CN=A", "networkAddress", "ncacn_ip_tcp:a.contoso.lab")}, "serviceConnectionPoint": nil})
	if err != nil || len(o.Arrays) != 1 || len(o.Problems) != 1 || o.Problems[0].Kind != ad.ProblemNoRight {
		t.Errorf("%+v, %v", o, err)
	}
	o, err = exchange.Discover(t.Context(), shelf{})
	if err != nil || !o.Empty() {
		t.Errorf("where there is no Exchange: %+v, %v", o, err)
	}
}
