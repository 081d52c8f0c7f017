package paste

import (
	"errors"
	"strings"
	"testing"

	"adwalk/ad"
)

// What explain sends to the SMTP guide, the guide reads: events in the language of
// the server, as XML and as a table, and replies with and without their number.
func TestSMTPEventsInEveryForm(t *testing.T) {
	for _, c := range []struct{ text, event, reply string }{
		{"Nom du journal : Application\nSource : MSExchangeTransport\nID de l’événement : 1035\n", "1035", ""},
		{"Origen: MSExchangeTransport\nId. del evento:2017\n", "2017", ""},
		{"Origine: MSExchangeTransport\nID evento:   1706\n", "1706", ""},
		{"Код события: 7004\nИсточник: MSExchangeTransport", "7004", ""},
		{"イベント ID: 1035", "1035", ""},
		{"<Event><System><Provider Name='MSExchangeTransport'/><EventID Qualifiers='32772'>2017</EventID></System></Event>", "2017", ""},
		{"   ProviderName: MSExchangeTransport\n\nTimeCreated                     Id LevelDisplayName Message\n-----------                     -- ---------------- -------\n12/01/2024 8:00:01 AM         1035 Warning          Inbound authentication failed with error LogonDenied\n", "1035", ""},
		{`451 4.4.0 Primary target IP address responded with: "451 5.7.3 Cannot achieve Exchange Server authentication."`, "", "451"},
		{"delivery to the host failed: Authentication failed. 5.7.3 Authentication unsuccessful", "", "535"},
	} {
		v, err := SMTPEvents(c.text)
		if err != nil || c.event != "" && v.Events[c.event] != 1 || c.reply != "" && v.Replies[c.reply] == 0 {
			t.Errorf("%q: %+v, %v", c.text, v, err)
		}
	}
	if v, err := SMTPEvents("451 4.7.1 Greylisting in action, try again later"); err == nil {
		t.Errorf("a delay is no authentication: %+v", v)
	}
}

const proxied = "2024-05-06T13:30:49.219Z,0a1b2c3d-0000-0000-0000-000000000001,15,1,2507,6,,Mapi,mail.fabrikam.example,/mapi/emsmdb/,,AUTH,True,FABRIKAM\\jo,,Sid~S-1-5-21-1-2-3-1105,x,192.0.2.7,EX1,200,200,,POST,Proxy\n"

// A log without its header is read by a layout that is known, or refused: a user's
// name is no kind of authentication.
func TestLogsWithoutTheirHeader(t *testing.T) {
	text := strings.Replace(proxied, "AUTH", "Negotiate", 1) + strings.Replace(proxied, "AUTH", "NTLM", 1) + strings.Replace(proxied, "AUTH,True", ",False", 1)
	v, err := AuthLog(t.Context(), strings.NewReader(text), nil)
	if err != nil || v.ByAuth["NTLM"] != 1 || v.ByAuth["Negotiate"] != 1 || len(v.ByAuth) != 2 || v.ByClient[`FABRIKAM\jo`]["NTLM"] != 1 {
		t.Errorf("%+v, %v", v, err)
	}
	for name, log := range map[string]string{
		"another layout":         "2024-05-06T13:30:49.219Z,a,b,c,d,e,f,g,h,i,j,k,l,FABRIKAM\\jo,n\n",
		"no such column":         "#Fields: date-time,session-id,client-name,operation\n2024-05-06T13:30:49.219Z,1,/o=x/cn=jo,Connect\n",
		"a column without value": "#Fields: date-time,client-name,authentication-type\n2024-05-06T13:30:49.219Z,/o=x/cn=jo,\n",
	} {
		v, err := AuthLog(t.Context(), strings.NewReader(log), nil)
		var p *ad.Problem
		if !errors.As(err, &p) || p.Why == "" || len(v.ByAuth) != 0 {
			t.Errorf("%s: %+v, %v", name, v, err)
		}
	}
}

// A letter that is longer in lower case than in upper case moves nothing.
func TestNamesThatGrowInLowerCase(t *testing.T) {
	for _, name := range []string{"/o=ȺȺȺȺ/cn=jo", "/o=İİİİİİ/CN=jo", "/cn=", "ȺȾ", "/CN=Ⱥ"} {
		_ = commonName(name)
	}
	if got := commonName("/o=ȺȺȺȺ/CN=jo"); got != "jo" {
		t.Errorf("%q", got)
	}
}

// A date of another calendar, or with a half-day mark that is not known, is not read
// as an American one.
func TestDatesOfOtherCalendars(t *testing.T) {
	read := func(date string) (string, bool) {
		m, err := ASAStatus("Name : CAS9\nAlternateServiceAccountConfiguration : Latest: " + date + ", FABRIKAM\\ASA$\n   Previous: <Not set>\n")
		if err != nil {
			t.Fatalf("%s: %v", date, err)
		}
		if m[0].Latest.Time.IsZero() {
			return "", false
		}
		return m[0].Latest.Time.Format("2006-01-02 15:04"), m[0].Latest.AmbiguousDate
	}
	for date, want := range map[string]string{
		"25/04/36 10:19:05 م":     "",
		"25/04/1436 10:19:05 م":   "",
		"25/4/2024 10:19:05 μ.μ.": "2024-04-25 22:19",
		"25/4/2024 10:19:05 π.μ.": "2024-04-25 10:19",
		"25/04/2024 10:19:05 μμ":  "2024-04-25 22:19",
		"25/04/2024 10:19:05":     "2024-04-25 10:19",
		"2024-04-25T10:19:05Z":    "2024-04-25 10:19",
		"4/25/2024 10:19:05 PM":   "2024-04-25 22:19",
		"25.04.2024 22:19:05":     "2024-04-25 22:19",
		"2024年4月25日 下午 10:19:05":  "2024-04-25 22:19",
	} {
		if got, ambiguous := read(date); got != want || ambiguous {
			t.Errorf("%s: %q (ambiguous %v), want %q", date, got, ambiguous, want)
		}
	}
	if _, ambiguous := read("5/4/2024 10:19:05 XQ"); !ambiguous {
		t.Error("an unknown mark is taken for none")
	}
}
