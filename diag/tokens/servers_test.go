package tokens

import (
	"strings"
	"testing"
)

// A server is found as a person writes it, and each limit names the setting that moves it.
func TestServers(t *testing.T) {
	for name, header := range map[string]int{"apache": 8190, "IIS": 16384, "Nginx": 8192, "node": 16384} {
		if s, ok := Find(name); !ok || s.Header != header {
			t.Errorf("%s accepts %d", name, s.Header)
		}
	}
	if _, ok := Find("gopher"); ok {
		t.Error("a server that nobody knows was found")
	}
	seen := map[string]bool{}
	for _, s := range Servers() {
		if seen[s.Name] || s.Where == "" || s.Title == "" || s.Header < 4096 || strings.ToLower(s.Name) != s.Name {
			t.Errorf("%+v", s)
		}
		seen[s.Name] = true
	}
}
