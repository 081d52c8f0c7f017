package ccache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"
)

// cache reads a whole cache. Heimdal's daemon knows no operation that lists
// all credentials, so that they are fetched one by one there.
func (k *kcm) cache(name string) (*Cache, error) {
	arg := append([]byte(name), 0)
	b, err := k.call(kcmGetPrincipal, arg)
	if err != nil {
		return nil, err
	}
	r := &reader{b: b, order: binary.BigEndian}
	c := &Cache{Name: "KCM:" + name, Version: 4, Principal: r.principal(4)}
	if r.err != nil {
		return nil, r.err
	}
	if b, err := k.call(kcmGetKDCOffset, arg); err == nil && len(b) >= 4 {
		c.Offset = time.Duration(int32(binary.BigEndian.Uint32(b))) * time.Second
	}
	if b, err := k.call(kcmGetCredList, arg); err == nil {
		return c, c.credList(b)
	}
	uuids, err := k.call(kcmGetCredUUIDs, arg)
	if err != nil {
		return c, err
	}
	for ; len(uuids) >= 16; uuids = uuids[16:] {
		b, err := k.call(kcmGetCredByUUID, append(arg[:len(arg):len(arg)], uuids[:16]...))
		if err != nil {
			return c, err
		}
		r := &reader{b: b, order: binary.BigEndian}
		cred := r.credential(4)
		if r.err != nil {
			return c, r.err
		}
		c.Credentials = append(c.Credentials, cred)
	}
	return c, nil
}

// credList reads a count and as many credentials, each with its length.
func (c *Cache) credList(b []byte) error {
	r := &reader{b: b, order: binary.BigEndian}
	for i, n := 0, r.count(4); i < n; i++ {
		one := &reader{b: r.data(), order: binary.BigEndian}
		cred := one.credential(4)
		if err := errors.Join(r.err, one.err); err != nil {
			return fmt.Errorf("entry %d: %w", i+1, err)
		}
		c.Credentials = append(c.Credentials, cred)
	}
	return r.err
}

// names lists the caches of the daemon, the default one first.
func (k *kcm) names() ([]string, error) {
	var out []string
	b, err := k.call(kcmGetDefault, nil)
	if err == nil {
		out = append(out, cString(b))
	}
	uuids, err := k.call(kcmGetCacheUUIDs, nil)
	if err != nil {
		return out, err
	}
	for ; len(uuids) >= 16 && len(out) < maxCollection; uuids = uuids[16:] {
		b, err := k.call(kcmGetCacheByUUID, uuids[:16])
		if err != nil {
			continue // gone meanwhile
		}
		if n := cString(b); len(out) == 0 || n != out[0] {
			out = append(out, n)
		}
	}
	return out, nil
}

// cString takes the bytes up to the first zero.
func cString(b []byte) string {
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return string(b)
}
