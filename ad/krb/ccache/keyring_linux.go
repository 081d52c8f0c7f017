package ccache

import (
	"encoding/binary"
	"errors"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// anchorKeyring is the kernel's keyring that a collection hangs on (keyrings(7)).
func anchorKeyring(n keyringName) (int, error) {
	switch n.anchor {
	case "process":
		return unix.KEY_SPEC_PROCESS_KEYRING, nil
	case "thread":
		return unix.KEY_SPEC_THREAD_KEYRING, nil
	case "user":
		return unix.KEY_SPEC_USER_KEYRING, nil
	case "persistent":
		uid := os.Getuid()
		if n.collection != "" {
			var err error
			if uid, err = strconv.Atoi(n.collection); err != nil {
				return 0, errors.New("a persistent keyring is named by the number of a user")
			}
		}
		// Linked to the session's own keyring, as MIT's library does: only what a
		// process possesses can it read.
		return unix.KeyctlInt(unix.KEYCTL_GET_PERSISTENT, uid, unix.KEY_SPEC_PROCESS_KEYRING, 0, 0)
	}
	return unix.KEY_SPEC_SESSION_KEYRING, nil
}

// keysIn lists what a keyring holds. A key that cannot be described is left out.
func keysIn(ring int) ([]kernelKey, error) {
	raw, err := keyPayload(ring)
	if err != nil {
		return nil, err
	}
	var out []kernelKey
	for ; len(raw) >= 4 && len(out) <= maxKeys; raw = raw[4:] {
		id := int(int32(binary.NativeEndian.Uint32(raw)))
		text, err := unix.KeyctlString(unix.KEYCTL_DESCRIBE, id)
		if err != nil {
			continue
		}
		if part := strings.SplitN(text, ";", 5); len(part) == 5 { // type;uid;gid;perm;description
			out = append(out, kernelKey{id, part[0] == "keyring", part[4]})
		}
	}
	return out, nil
}

// keyPayload reads a key, or the numbers of a keyring's members.
func keyPayload(id int) ([]byte, error) {
	buf := make([]byte, 4096)
	for {
		n, err := unix.KeyctlBuffer(unix.KEYCTL_READ, id, buf, 0)
		switch {
		case err != nil:
			return nil, err
		case n > MaxSize:
			return nil, errors.New("it is too large")
		case n <= len(buf):
			return buf[:n], nil
		}
		buf = make([]byte, n)
	}
}

// noKeyRight says whether the kernel refused, or does not let keyrings be used.
func noKeyRight(err error) bool {
	return errors.Is(err, unix.EACCES) || errors.Is(err, unix.EPERM) || errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EOPNOTSUPP)
}

// goneKey says whether the kernel knows no such keyring, or no longer.
func goneKey(err error) bool {
	return errors.Is(err, unix.ENOKEY) || errors.Is(err, unix.EKEYEXPIRED) || errors.Is(err, unix.EKEYREVOKED)
}
