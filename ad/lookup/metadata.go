package lookup

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"adwalk/ad"
)

// Written says which domain controller wrote an attribute, or one value of a linked
// attribute, last. It does not say which account did: no directory keeps that.
type Written struct {
	Attribute  string    `json:"attribute"`
	Value      string    `json:"value,omitempty"` // DN of a linked object, for link values
	Removed    bool      `json:"removed,omitempty"`
	Version    int       `json:"version"` // counts the changes
	At         time.Time `json:"at"`
	DC         string    `json:"dc,omitempty"` // host name or name of the domain controller, "" when it is not known
	Invocation string    `json:"invocation_id,omitempty"`
	OriginUSN  int64     `json:"origin_usn"`
	LocalUSN   int64     `json:"local_usn"`
}

// Where is the domain controller for a person.
func (w Written) Where() string {
	switch {
	case w.DC != "":
		return w.DC
	case w.Invocation != "":
		return "unknown DC, restored or demoted since (" + w.Invocation + ")"
	}
	return "unknown DC"
}

// Metadata reads who wrote which attribute of an object when, newest first: from
// msDS-ReplAttributeMetaData and msDS-ReplValueMetaData where the server makes them,
// else from replPropertyMetaData. The source names the attributes.
func Metadata(ctx context.Context, dir ad.Directory, dn string) (list []Written, source string, err error) {
	const what = "reading replication metadata of "
	found, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: dn, Scope: ad.ScopeBase, Attributes: []string{"msDS-ReplAttributeMetaData", "msDS-ReplValueMetaData", "replPropertyMetaData"}})
	if err != nil {
		return nil, "", err
	}
	if len(found) == 0 {
		return nil, "", &ad.Problem{Kind: ad.ProblemNotFound, What: what + dn, Why: "there is no such object, or the account may not see it"}
	}
	e := found[0]
	garbled := func(err error) error {
		return &ad.Problem{Kind: ad.ProblemProtocol, What: what + dn, Why: err.Error(), Err: err}
	}
	for _, name := range []string{"msDS-ReplAttributeMetaData", "msDS-ReplValueMetaData"} {
		for _, raw := range e.Values(name) {
			v, err := ad.ReadMetadataXML(raw)
			if err != nil {
				return nil, "", garbled(err)
			}
			list = append(list, written(v.AttributeVersion, v.Value, !v.Removed.IsZero()))
			source = "msDS-ReplAttributeMetaData"
		}
	}
	if raw := e.Values("replPropertyMetaData"); len(list) == 0 && len(raw) > 0 {
		versions, err := ad.ReadPropertyMetadata(raw[0])
		if err != nil {
			return nil, "", garbled(err)
		}
		schema := SchemaOf(ctx, dir)
		for _, v := range versions {
			v.Attribute = fmt.Sprintf("attribute 0x%x", v.ID)
			if a := schema.ByID(v.ID); a != nil {
				v.Attribute = a.Name
			}
			list = append(list, written(v.AttributeVersion, "", false))
		}
		source = "replPropertyMetaData"
	}
	if len(list) == 0 {
		return nil, "", &ad.Problem{Kind: ad.ProblemNoRight, What: what + dn, Why: "the domain controller showed none", Do: "read as an administrator, or ask a full domain controller rather than a global catalog"}
	}
	nameControllers(ctx, dir, list)
	sort.SliceStable(list, func(i, j int) bool {
		if !list[i].At.Equal(list[j].At) {
			return list[i].At.After(list[j].At)
		}
		return fold(list[i].Attribute) < fold(list[j].Attribute)
	})
	return list, source, nil
}

func written(v ad.AttributeVersion, value string, removed bool) Written {
	w := Written{Attribute: v.Attribute, Value: value, Removed: removed, Version: v.Version, At: v.At, OriginUSN: v.OriginUSN, LocalUSN: v.LocalUSN}
	if _, ok := parseGUID(v.Origin); ok {
		w.Invocation = v.Origin
	} else {
		w.DC = serverOf(v.Origin)
	}
	return w
}

// serverOf is the server's name in the DN of a domain controller's settings.
func serverOf(settings string) string {
	parts := ad.SplitDN(settings)
	if len(parts) < 2 || !strings.EqualFold(parts[0], "CN=NTDS Settings") {
		return settings
	}
	return leadingName(parts[1])
}

// nameControllers finds the domain controllers behind invocation ids: those that are in
// use, and those that a domain controller had before it was restored.
func nameControllers(ctx context.Context, dir ad.Directory, list []Written) {
	open := map[string]string{}
	for _, w := range list {
		if w.DC == "" {
			open[w.Invocation] = ""
		}
	}
	info, err := dir.Info(ctx)
	if err != nil || len(open) == 0 || info.Configuration == "" {
		return
	}
	servers, _, err := ad.SearchAll(ctx, dir, ad.Query{Base: "CN=Sites," + info.Configuration, Scope: ad.ScopeSub, Filter: "(objectClass=nTDSDSA)", Attributes: []string{"invocationId"}})
	if err != nil {
		return
	}
	for _, e := range servers {
		for _, raw := range e.Values("invocationId") {
			if id, err := ad.DecodeGUID(raw); err == nil {
				open[id] = serverOf(e.DN)
			}
		}
	}
	for i := range list {
		if list[i].DC == "" {
			list[i].DC = open[list[i].Invocation]
		}
	}
}

// WrittenLines is the list for a person, with a heading.
func WrittenLines(list []Written) []string {
	out := []string{fmt.Sprintf("%-20s  %7s  %-20s  %s", "written (UTC)", "version", "on", "attribute")}
	for _, w := range list {
		what := w.Attribute
		if w.Value != "" {
			what += ": " + w.Value
		}
		if w.Removed {
			what += " removed"
		}
		out = append(out, fmt.Sprintf("%-20s  %7d  %-20s  %s", showTime(w.At), w.Version, w.Where(), what))
	}
	return out
}
