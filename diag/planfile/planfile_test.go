package planfile

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"adwalk/ad"
	"adwalk/diag/fix"
)

const guid = "8d1b0f1e-0000-4000-8000-00000000000a"

// ground is a directory with one account.
type ground struct {
	dn, guid string
	spns     []string
	owners   []string
}

func (g ground) Info(context.Context) (ad.DirectoryInfo, error) {
	return ad.DirectoryInfo{Server: "dc1.example", Domain: "DC=example", Forest: "DC=example", As: "EXAMPLE\\ann"}, nil
}

func (g ground) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	raw := func(list ...string) [][]byte {
		var out [][]byte
		for _, v := range list {
			out = append(out, []byte(v))
		}
		return out
	}
	id := []byte{0x1e, 0x0f, 0x1b, 0x8d, 0, 0, 0, 0x40, 0x80, 0, 0, 0, 0, 0, 0, 0x0a}
	if strings.HasPrefix(q.Base, "<GUID=") && !strings.Contains(q.Base, g.guid) || q.Base == "" && len(g.owners) == 0 {
		return ad.Coverage{Forest: true}, nil
	}
	dn := g.dn
	if q.Base == "" {
		dn = g.owners[0]
	}
	e := ad.Entry{DN: dn, Attributes: []ad.Attribute{{Name: "objectGUID", Values: [][]byte{id}}, {Name: "sAMAccountName", Values: raw("web$")}, {Name: "servicePrincipalName", Values: raw(g.spns...)}}}
	return ad.Coverage{Forest: true}, yield(e)
}

func plan() fix.Plan {
	return fix.Plan{Title: "a plan", Changes: []fix.Planned{{Change: ad.Change{DN: "CN=web,DC=example", GUID: guid, Account: "web$", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: "http/new.example"}, Effect: "an effect"}}}
}

func TestWhatMovedIsSaid(t *testing.T) {
	at := ground{"CN=web,DC=example", guid, []string{"http/a.example"}, nil}
	f, err := Take(t.Context(), at, plan(), "", Made{By: "ann", Program: "adwalk"})
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Objects[0].Attributes[0]; len(got.Before) != 1 || len(got.After) != 2 {
		t.Errorf("%+v", got)
	}
	if moved, err := Ground(t.Context(), at, f); err != nil || len(moved) != 0 {
		t.Errorf("nothing moved, and yet %q %v", moved, err)
	}
	for want, now := range map[string]ground{
		"no longer has http/a.example":      {at.dn, guid, nil, nil},
		"has http/b.example now":            {at.dn, guid, []string{"http/a.example", "http/b.example"}, nil},
		"moved or renamed":                  {"CN=web,OU=x,DC=example", guid, at.spns, nil},
		"is gone":                           {at.dn, "8d1b0f1e-0000-4000-8000-00000000000b", at.spns, nil},
		"was on no account, and is on CN=o": {at.dn, guid, at.spns, []string{"CN=o"}},
	} {
		moved, err := Ground(t.Context(), now, f)
		if err != nil || !strings.Contains(strings.Join(moved, "\n"), want) {
			t.Errorf("want %q: %q %v", want, moved, err)
		}
	}
}

// Any byte that is different is refused: in what is written, in what follows from it,
// in the digest, or beside it.
func TestAChangedFileIsRefused(t *testing.T) {
	at := ground{"CN=web,DC=example", guid, []string{"http/a.example"}, nil}
	f, err := Take(t.Context(), at, plan(), "", Made{By: "ann", Program: "adwalk"})
	if err != nil {
		t.Fatal(err)
	}
	text, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Load(bytes.NewReader(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))); err != nil || again.Digest != f.Digest {
		t.Errorf("line ends of Windows: %v", err)
	}
	for i := range text {
		if text[i] == '\n' || text[i] == ' ' {
			continue
		}
		bad := bytes.Clone(text)
		bad[i] ^= 1
		if _, err := Load(bytes.NewReader(bad)); err == nil {
			t.Fatalf("byte %d was changed and the plan still loads:\n%s", i, bad)
		}
	}
	for _, change := range [][2]string{
		{`"confirm": "yes"`, `"confirm": "no"`}, {`"value": "http/new.example"`, `"value": "http/new.example", "value": "http/evil.example"`},
		{`"digest"`, `"note": "x", "digest"`}, {`"effect": "an effect"`, `"effect": "harmless"`}, {"setspn -S http/new.example", "setspn -S http/other.example"},
	} {
		if _, err := Load(strings.NewReader(strings.Replace(string(text), change[0], change[1], 1))); err == nil {
			t.Errorf("%s was taken", change[1])
		}
	}
	// With a digest that fits, what follows from the changes must still follow.
	f.Commands.Setspn[0] = "setspn -S http/other.example web$"
	lie, err := f.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Load(bytes.NewReader(lie)); err == nil {
		t.Error("commands that do something else were taken")
	}
}

func FuzzLoad(f *testing.F) {
	at := ground{"CN=web,DC=example", guid, []string{"http/a.example"}, nil}
	made, err := Take(f.Context(), at, plan(), "", Made{By: "ann", Program: "adwalk"})
	if err != nil {
		f.Fatal(err)
	}
	text, _ := made.Encode()
	f.Add(text)
	f.Add([]byte(`{"format":"adwalk plan","version":1,"changes":[{}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		got, err := Load(bytes.NewReader(b))
		if err != nil {
			return
		}
		if again, err := got.Encode(); err != nil || !bytes.Equal(bytes.TrimSpace(again), bytes.TrimSpace(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")))) {
			t.Errorf("a plan loads that this program would not write: %v\n%s", err, b)
		}
	})
}
