package lookup

import (
	"context"
	"testing"

	"adwalk/ad"
)

// turning is a directory behind which the login changes, as the console's is.
type turning struct{ as *string }

func (d turning) Info(context.Context) (ad.DirectoryInfo, error) {
	return ad.DirectoryInfo{Server: "dc1", Schema: "CN=Schema", As: *d.as}, nil
}

func (d turning) Search(_ context.Context, q ad.Query, yield func(ad.Entry) error) (ad.Coverage, error) {
	if q.Base == "" && *d.as == "admin" {
		sid, _ := ad.EncodeSID("S-1-5-21-1-2-3-512")
		return ad.Coverage{}, yield(ad.Entry{Attributes: []ad.Attribute{{Name: "tokenGroups", Values: []ad.Value{sid}}}})
	}
	if q.Base == "CN=Schema" && *d.as == "admin" {
		return ad.Coverage{}, yield(entryOf(map[string]string{"lDAPDisplayName": "cn", "attributeSyntax": "2.5.5.12"}))
	}
	return ad.Coverage{}, nil
}

// What one login may read is not taken for what the next one may.
func TestRightsBelongToALogin(t *testing.T) {
	as := "admin"
	dir := turning{&as}
	first, err := rightsOf(t.Context(), dir)
	if err != nil || len(first.token) != 1 || !SchemaOf(t.Context(), dir).Known() {
		t.Fatal(first, err)
	}
	as = "guest"
	second, err := rightsOf(t.Context(), dir)
	if err != nil || len(second.token) != 0 || SchemaOf(t.Context(), dir).Known() {
		t.Error("the guest has the rights of the administrator")
	}
}
