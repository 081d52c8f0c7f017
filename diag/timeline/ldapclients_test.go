package timeline

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// dcEvent is an event of the Directory Service log as wevtutil exports it: values
// without names, behind what the system adds.
func dcEvent(id int, values ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<Event><System><Provider Name="Microsoft-Windows-ActiveDirectory_DomainService"/><EventID Qualifiers="16384">%d</EventID><Version>0</Version><Level>4</Level><Task>16</Task><TimeCreated SystemTime="2026-05-04T08:00:00Z"/><Channel>Directory Service</Channel><Computer>dc7.acme.test</Computer></System><EventData>`, id)
	for _, v := range values {
		fmt.Fprintf(&b, "<Data>%s</Data>", v)
	}
	return b.String() + "</EventData></Event>"
}

// Who binds how is read from XML and from the text of a CSV export; a client counts
// once for each identity and kind of bind.
func TestLDAPClientsAreCounted(t *testing.T) {
	text := "<Events>" + strings.Join([]string{
		dcEvent(2886), dcEvent(2887, "12", "3"),
		dcEvent(2889, "10.1.2.3:50001", `ACME\scanner`, "1"),
		dcEvent(2889, "10.1.2.3:50002", `acme\Scanner`, "1"),
		dcEvent(2889, "10.1.2.3:50003", `ACME\scanner`, "0"),
		dcEvent(3039, "[::ffff:10.9.9.9]:4000", `ACME\nas$`), dcEvent(3040, "7"), dcEvent(3041), dcEvent(3074, "fe80::5", ""), dcEvent(4624, "10.1.1.1", "x"),
	}, "") + "</Events>"
	v, err := LDAPClients(t.Context(), strings.NewReader(text))
	if err != nil || v.Events != 10 || len(v.Rows) != 4 || fmt.Sprint(v.Advice) != "[2886 3041]" {
		t.Fatalf("%+v, %v", v, err)
	}
	if r := v.Rows[0]; r.Count != 2 || r.Problem != "simple" || r.Subject() != `ACME\scanner from 10.1.2.3` || r.Server != "dc7.acme.test" || r.Last.IsZero() {
		t.Errorf("the most frequent: %+v", r)
	}
	var rest []string
	for _, r := range v.Rows[1:] {
		rest = append(rest, r.Subject()+" "+r.Problem)
	}
	if got := strings.Join(rest, "; "); got != `ACME\nas$ from 10.9.9.9 no-token; ACME\scanner from 10.1.2.3 unsigned; an unnamed account from fe80::5 no-token` {
		t.Errorf("the others: %s", got)
	}
	if fmt.Sprint(v.Counted) != "[{2887 dc7.acme.test 12 3} {3040 dc7.acme.test 0 7}]" {
		t.Errorf("counted: %v", v.Counted)
	}
	row := "\"TimeCreated\",\"Id\",\"MachineName\",\"Message\"\n" +
		"\"2026-05-04 08:00:00\",\"2889\",\"dc7\",\"The following client performed a SASL bind.\r\n\r\nClient IP address:\r\n10.4.4.4:61234\r\nIdentity the client attempted to authenticate as:\r\nACME\\app\r\nBinding Type:\r\n1\"\n" +
		"\"2026-05-04 08:00:00\",\"2887\",\"dc7\",\"Summary.\r\n\r\nNumber of simple binds performed without SSL/TLS: 4\r\nNumber of Negotiate/Kerberos/NTLM/Digest binds performed without signing: 5\"\n"
	v, err = LDAPClients(t.Context(), strings.NewReader(row))
	if err != nil || len(v.Rows) != 1 || v.Rows[0].Subject() != `ACME\app from 10.4.4.4` || v.Rows[0].Problem != "simple" || fmt.Sprint(v.Counted) != "[{2887 dc7 4 5}]" {
		t.Errorf("CSV: %+v, %v", v, err)
	}
	if _, err := LDAPClients(t.Context(), strings.NewReader("just a text")); !errors.Is(err, ErrNotEvents) {
		t.Errorf("a text without events: %v", err)
	}
}

func FuzzLDAPClients(f *testing.F) {
	f.Add("<Events>" + dcEvent(2889, "10.1.2.3:5", "a", "1") + dcEvent(2887, "1", "2") + "</Events>")
	f.Add("Id,Message\n2889,\"Client IP address:\n10.1.2.3:5\nIdentity:\nx\"")
	f.Fuzz(func(t *testing.T, text string) {
		v, err := LDAPClients(t.Context(), strings.NewReader(text))
		if err == nil && len(v.Rows) > maxLDAPClients {
			t.Fatal("too many rows")
		}
	})
}
