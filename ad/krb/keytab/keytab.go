package keytab

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// MaxSize bounds what is read from a file, in bytes.
const MaxSize = 16 << 20

// Entry is one key of one principal.
type Entry struct {
	Realm      string
	Components []string
	NameType   int32
	Written    time.Time
	KVNO       uint32
	EType      int32
	key        []byte
}

// Key returns a copy of the key.
func (e Entry) Key() []byte { return append([]byte(nil), e.key...) }

// Principal renders the entry's name: "HTTP/web@REALM".
func (e Entry) Principal() string { return strings.Join(e.Components, "/") + "@" + e.Realm }

// Format keeps the key out of every verb.
func (e Entry) Format(f fmt.State, _ rune) {
	fmt.Fprintf(f, "%s kvno %d etype %d", e.Principal(), e.KVNO, e.EType)
}

// Keytab is the content of a keytab file.
type Keytab struct {
	Version int
	Entries []Entry
	Deleted int // slots that once held a key
}

// Read reads a keytab file.
func Read(path string) (*Keytab, error) {
	path = strings.TrimPrefix(path, "FILE:")
	st, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	if st.Size() > MaxSize {
		return nil, fmt.Errorf("%s is larger than %d bytes", path, MaxSize)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	k, err := Parse(b)
	if err != nil {
		return k, fmt.Errorf("%s: %w", path, err)
	}
	return k, nil
}

// Parse reads the bytes of a keytab. When they end early it returns what was
// whole together with the error; nil means that it is no keytab at all.
func Parse(b []byte) (*Keytab, error) {
	switch {
	case len(b) == 0:
		return nil, errors.New("it is empty")
	case len(b) > MaxSize:
		return nil, fmt.Errorf("it is larger than %d bytes", MaxSize)
	case len(b) < 2 || b[0] != 5 || b[1] < 1 || b[1] > 2:
		return nil, errors.New("it does not begin like a keytab (05 01 or 05 02)")
	}
	if b[1] == 2 {
		return parse(b, 2, binary.BigEndian)
	}
	// Version 1 is in the writer's byte order, which is not recorded.
	k, err := parse(b, 1, binary.LittleEndian)
	if err == nil {
		return k, nil
	}
	if big, bigErr := parse(b, 1, binary.BigEndian); bigErr == nil {
		return big, nil
	}
	return k, err
}

func parse(b []byte, version int, order binary.ByteOrder) (*Keytab, error) {
	k := &Keytab{Version: version}
	rest := b[2:]
	for len(rest) >= 4 {
		size := int64(int32(order.Uint32(rest)))
		rest = rest[4:]
		if size == 0 { // a zero length ends the file early
			return k, nil
		}
		hole := size < 0
		if hole {
			size = -size
			k.Deleted++
		}
		if size > int64(len(rest)) {
			return k, fmt.Errorf("slot %d announces %d bytes, %d are left", len(k.Entries)+k.Deleted, size, len(rest))
		}
		if !hole {
			e, err := parseEntry(rest[:size], version, order)
			if err != nil {
				return k, fmt.Errorf("entry %d: %w", len(k.Entries)+1, err)
			}
			k.Entries = append(k.Entries, e)
		}
		rest = rest[size:]
	}
	if len(rest) > 0 {
		return k, errors.New("it ends in the middle of a slot's length")
	}
	return k, nil
}
