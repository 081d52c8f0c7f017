package ccache

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"adwalk/ad"
)

// A cache in the kernel's keyrings, as MIT krb5 keeps it (lib/krb5/ccache,
// cc_keyring): a collection is a keyring below an anchor, a cache a keyring in it,
// a ticket a key with the bytes of a file cache's entry.
const (
	keyringPrincipal = "__krb5_princ__"
	keyringOffsets   = "__krb5_time_offsets__"
	keyringPrimary   = "krb_ccache:primary"
	maxKeys          = 4096 // of one keyring
)

// errNoKey says that a keyring has no key of a name.
var errNoKey = errors.New("there is no such key")

// kernelKey is a key or a keyring in another one.
type kernelKey struct {
	id      int
	keyring bool
	name    string
}

// keyringName is the residual of a KEYRING name.
type keyringName struct{ anchor, collection, cache string }

func (n keyringName) String() string {
	return "KEYRING:" + n.anchor + ":" + n.collection + ":" + n.cache
}

// parseKeyring takes a residual apart: collection, anchor:collection, or
// anchor:collection:cache.
func parseKeyring(residual string) (keyringName, error) {
	first, rest, ok := strings.Cut(residual, ":")
	if !ok {
		return keyringName{anchor: "legacy", collection: residual}, nil
	}
	if !slices.Contains([]string{"legacy", "process", "thread", "session", "user", "persistent"}, first) {
		return keyringName{}, fmt.Errorf("%q is no kind of keyring: write persistent, session, user, process, thread or legacy", first)
	}
	n := keyringName{anchor: first}
	n.collection, n.cache, _ = strings.Cut(rest, ":")
	return n, nil
}

// openKeyring reads a cache, without a name of its own the primary of its
// collection.
func openKeyring(ctx context.Context, residual string) (*Cache, error) {
	n, id, err := findKeyring(residual)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, keyringProblem("KEYRING:"+residual, err)
	}
	c, err := readKeyring(id)
	if c != nil {
		c.Name = n.String()
	}
	if err != nil {
		return c, keyringProblem(n.String(), err)
	}
	return c, nil
}

// findKeyring finds the keyring of a cache, and its whole name.
func findKeyring(residual string) (keyringName, int, error) {
	n, err := parseKeyring(residual)
	if err != nil {
		return n, 0, err
	}
	anchor, collection, err := collectionKeyring(n)
	if err != nil {
		return n, 0, err
	}
	if n.cache == "" {
		n.cache = n.collection
		if b, err := keyringKey(collection, keyringPrimary); err == nil && len(b) >= 8 { // version 1, length, name
			n.cache = string(b[8:min(len(b), 8+int(binary.BigEndian.Uint32(b[4:])))])
		}
	}
	for _, parent := range []int{collection, anchor} { // a legacy cache may stand beside its collection
		if parent == anchor && n.anchor != "legacy" {
			break
		}
		if id, err := childKeyring(parent, n.cache); err == nil {
			return n, id, nil
		}
	}
	return n, 0, errNoKey
}

// collectionKeyring finds the anchor of a cache and the keyring of its collection.
func collectionKeyring(n keyringName) (anchor, collection int, err error) {
	if anchor, err = anchorKeyring(n); err != nil {
		return 0, 0, err
	}
	name := "_krb_" + n.collection
	if n.anchor == "persistent" {
		name = "_krb"
	}
	collection, err = childKeyring(anchor, name)
	if err != nil && n.anchor == "legacy" {
		return anchor, anchor, nil
	}
	return anchor, collection, err
}

func childKeyring(parent int, name string) (int, error) {
	keys, err := keysIn(parent)
	if err != nil {
		return 0, err
	}
	for _, k := range keys {
		if k.keyring && k.name == name {
			return k.id, nil
		}
	}
	return 0, errNoKey
}

func keyringKey(parent int, name string) ([]byte, error) {
	keys, err := keysIn(parent)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		if !k.keyring && k.name == name {
			return keyPayload(k.id)
		}
	}
	return nil, errNoKey
}

// readKeyring reads every entry of a cache's keyring. A key that went away
// meanwhile is left out.
func readKeyring(id int) (*Cache, error) {
	keys, err := keysIn(id)
	if err != nil {
		return nil, err
	}
	if len(keys) > maxKeys {
		return nil, fmt.Errorf("it has more than %d keys", maxKeys)
	}
	entries := map[string][]byte{}
	var order []string
	size := 0
	for _, k := range keys {
		if k.keyring {
			continue
		}
		b, err := keyPayload(k.id)
		if err != nil {
			continue
		}
		if size += len(b); size > MaxSize {
			return nil, fmt.Errorf("it is larger than %d bytes", MaxSize)
		}
		entries[k.name] = b
		order = append(order, k.name)
	}
	return keyringCache(order, entries)
}

// keyringCache makes a cache of the keys of its keyring.
func keyringCache(order []string, entries map[string][]byte) (*Cache, error) {
	head, ok := entries[keyringPrincipal]
	if !ok {
		return nil, errNoKey
	}
	r := &reader{b: head, order: binary.BigEndian}
	c := &Cache{Version: 4, Principal: r.principal(4)}
	if r.err != nil {
		return nil, fmt.Errorf("its principal: %w", r.err)
	}
	if b := entries[keyringOffsets]; len(b) >= 8 {
		c.Offset = time.Duration(int32(binary.BigEndian.Uint32(b)))*time.Second + time.Duration(int32(binary.BigEndian.Uint32(b[4:])))*time.Microsecond
	}
	for _, name := range order {
		if name == keyringPrincipal || name == keyringOffsets {
			continue
		}
		r := &reader{b: entries[name], order: binary.BigEndian}
		cred := r.credential(4)
		if r.err != nil {
			return c, fmt.Errorf("its entry %q: %w", printable([]byte(name)), r.err)
		}
		c.Credentials = append(c.Credentials, cred)
	}
	return c, nil
}

// keyringMembers lists the caches of a collection, the one in use first.
func keyringMembers(residual string) ([]string, error) {
	n, _, err := findKeyring(residual)
	if err != nil {
		return nil, keyringProblem("KEYRING:"+residual, err)
	}
	out := []string{n.String()}
	_, collection, err := collectionKeyring(n)
	if given, perr := parseKeyring(residual); err != nil || perr != nil || given.cache != "" {
		return out, nil // one cache was named
	}
	keys, err := keysIn(collection)
	if err != nil {
		return out, nil
	}
	for _, k := range keys {
		member := keyringName{n.anchor, n.collection, k.name}
		if k.keyring && k.name != n.cache && !strings.HasPrefix(k.name, "_krb") && len(out) < maxKeys {
			out = append(out, member.String())
		}
	}
	return out, nil
}

func keyringProblem(name string, err error) *ad.Problem {
	p := &ad.Problem{Kind: ad.ProblemUsage, What: "reading the cache " + name, Why: err.Error(), Do: "check the name, or name another with --ccache", Err: err}
	switch {
	case errors.Is(err, errNoKey), goneKey(err):
		p.Kind, p.Why, p.Do = ad.ProblemNotFound, "there is no such cache in the kernel's keyring", "run kinit, or name another cache with --ccache, or log in with --user"
	case errors.Is(err, errors.ErrUnsupported):
		p.Why, p.Do = "the kernel's keyring exists on Linux only", "use a FILE cache"
	case noKeyRight(err):
		p.Kind, p.Why, p.Do = ad.ProblemNoRight, "the kernel lets this session read no keyring: "+err.Error(), "run it in the session that ran kinit, outside of containers that forbid keyctl, or use kinit -c FILE:/tmp/krb5cc_adwalk"
	}
	return p
}
