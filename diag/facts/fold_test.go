package facts

import (
	"testing"

	"adwalk/diag"
	"adwalk/diag/keytabs"
)

// Which spellings are one subject depends on what the kind is about: a file's case
// tells files apart, a host's does not.
func TestEachKindKnowsWhichSubjectsAreTheSame(t *testing.T) {
	for name, c := range map[string]struct {
		put  func(s *diag.Snapshot, subject string)
		kind string
		a, b string
		same bool
	}{
		"files":            {func(s *diag.Snapshot, x string) { Keytab.Put(s, diag.Fact[keytabs.Facts]{Subject: x}) }, Keytab.Name, KeytabSubject("/etc/A.keytab", "HTTP/web", "root"), KeytabSubject("/etc/a.keytab", "HTTP/web", "root"), false},
		"SPN in a part":    {func(s *diag.Snapshot, x string) { Keytab.Put(s, diag.Fact[keytabs.Facts]{Subject: x}) }, Keytab.Name, KeytabSubject("/etc/a.keytab", "HTTP/web", "root"), KeytabSubject("/etc/a.keytab", "http/WEB", "root"), true},
		"users of Linux":   {func(s *diag.Snapshot, x string) { Keytab.Put(s, diag.Fact[keytabs.Facts]{Subject: x}) }, Keytab.Name, KeytabSubject("/k", "HTTP/web", "app"), KeytabSubject("/k", "HTTP/web", "App"), false},
		"paths":            {func(s *diag.Snapshot, x string) { WebAuth.Put(s, diag.Fact[WebAuthValue]{Subject: x}) }, WebAuth.Name, "https://Web1.contoso.com/Owa", "HTTPS://web1.contoso.com/Owa", true},
		"cases of a path":  {func(s *diag.Snapshot, x string) { WebAuth.Put(s, diag.Fact[WebAuthValue]{Subject: x}) }, WebAuth.Name, "https://web1/Owa", "https://web1/owa", false},
		"closing dots":     {func(s *diag.Snapshot, x string) { DNSName.Put(s, diag.Fact[DNSValue]{Subject: x}) }, DNSName.Name, "web1.contoso.com.", "WEB1.contoso.com", true},
		"SPNs":             {func(s *diag.Snapshot, x string) { Owners.Put(s, diag.Fact[OwnersValue]{Subject: x}) }, Owners.Name, "HTTP/web\u200b1", "http/WEB1", true},
		"names":            {func(s *diag.Snapshot, x string) { Groups.Put(s, diag.Fact[[]string]{Subject: x}) }, Groups.Name, "svc\u200bapp", "svcapp", false},
		"names' case":      {func(s *diag.Snapshot, x string) { Groups.Put(s, diag.Fact[[]string]{Subject: x}) }, Groups.Name, `CONTOSO\Svc-App`, `contoso\svc-app`, true},
		"services' host":   {func(s *diag.Snapshot, x string) { ServiceAnswer.Put(s, diag.Fact[ServiceAnswerValue]{Subject: x}) }, ServiceAnswer.Name, ServiceAt{"HTTP/web", "web1.contoso.com."}.Subject(), ServiceAt{"http/WEB", "WEB1.contoso.com"}.Subject(), true},
		"parts with a bar": {func(s *diag.Snapshot, x string) { ServiceAnswer.Put(s, diag.Fact[ServiceAnswerValue]{Subject: x}) }, ServiceAnswer.Name, ServiceAt{"HTTP/a|b", "c"}.Subject(), ServiceAt{"HTTP/a", "b|c"}.Subject(), false},
	} {
		s := diag.NewSnapshot()
		c.put(s, c.a)
		if got := s.Has(diag.Request{Kind: c.kind, Subject: c.b}); got != c.same {
			t.Errorf("%s: %q and %q are the same: %v", name, c.a, c.b, got)
		}
		if s.Forget(diag.Request{Kind: c.kind, Subject: c.a}); s.Has(diag.Request{Kind: c.kind, Subject: c.a}) {
			t.Errorf("%s: %q is not forgotten", name, c.a)
		}
	}
}
