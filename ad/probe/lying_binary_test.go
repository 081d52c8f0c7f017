package probe_test

import (
	"encoding/binary"
	"maps"
	"net"
	"strings"
)

// first answers n requests truly and then lies.
func first(n int, answer []byte) func(net.Conn, lie) {
	return func(c net.Conn, l lie) {
		for i := 0; ; i++ {
			if _, err := c.Read(make([]byte, 64<<10)); err != nil {
				return
			}
			if i == n {
				break
			}
			if _, err := c.Write(answer); err != nil {
				return
			}
		}
		l(c)
	}
}

// smbSays is an answer of SMB2 with a status and a body of a structure size, behind
// the length of direct TCP transport (MS-SMB2 2.1, 2.2.1.2).
func smbSays(command, structure uint16, status uint32, id uint64) []byte {
	le := binary.LittleEndian
	b := make([]byte, 64+int(structure))
	copy(b, "\xfeSMB\x40\x00")
	le.PutUint32(b[8:], status)
	le.PutUint16(b[12:], command)
	le.PutUint32(b[16:], 1) // an answer
	le.PutUint64(b[24:], id)
	le.PutUint16(b[64:], structure)
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(b))), b...)
}

func fileLies() map[string]lie {
	setup := func(status uint32) string { return string(smbSays(1, 9, status, 1)) }
	past := smbSays(1, 9, 0, 1) // its token lies behind the end
	binary.LittleEndian.PutUint16(past[4+64+4:], 0xffff)
	binary.LittleEndian.PutUint16(past[4+64+6:], 0xffff)
	lies := anyLies()
	maps.Copy(lies, map[string]lie{
		"a message of 16 MB":        forEver("\x00\xff\xff\xff", "\x00"),
		"a message of nothing":      tells("\x00\x00\x00\x00"),
		"a keepalive, for ever":     forEver("", "\x85\x00\x00\x00"),
		"half a header":             hangsUp("\x00\x00\x00\x40\xfeSMB\x40"),
		"SMB1":                      tells("\x00\x00\x00\x23\xffSMB" + strings.Repeat("\x00", 31)),
		"encrypted":                 tells("\x00\x00\x00\x40\xfdSMB" + strings.Repeat("\x00", 60)),
		"a header only":             tells("\x00\x00\x00\x40\xfeSMB\x40" + strings.Repeat("\x00", 59)),
		"another command":           tells(string(smbSays(3, 16, 0, 1))),
		"another's id":              tells(string(smbSays(1, 9, 0, 1<<60))),
		"patience, for ever":        forEver("", setup(0x103)),
		"let in without a proof":    tells(setup(0)),
		"more, without a token":     tells(setup(0xc0000016)),
		"a token behind the end":    tells(string(past)),
		"a status of all ones":      tells(setup(0xffffffff)),
		"one byte at a time":        dribbles("\x00\x00\x40\x00"),
		"negotiated, one more time": tells(string(smbSays(0, 65, 0, 0))),
	})
	return lies
}

// What a SQL Server answers to PRELOGIN: TLS for all, or none (MS-TDS 2.2.6.5).
const (
	sqlNeedsTLS   = "\x01\x00\x06\x00\x01\xff\x01"
	sqlWithoutTLS = "\x01\x00\x06\x00\x01\xff\x02"
)

// tdsSays is one whole packet, the last of its message (MS-TDS 2.2.3.1).
func tdsSays(kind byte, body string) []byte {
	b := append([]byte{kind, 1}, 0, 0, 0, 0, 1, 0)
	b = append(b, body...)
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
	return b
}

func sqlLies() map[string]lie {
	says := func(body string) string { return string(tdsSays(0x04, body)) }
	open := says(strings.Repeat("x", 4000))
	open = open[:1] + "\x00" + open[2:] // not the last one
	lies := anyLies()
	maps.Copy(lies, map[string]lie{
		"a packet of 64 kB":       forEver("\x04\x01\xff\xff\x00\x00\x01\x00", "\x00"),
		"a packet of nothing":     tells("\x04\x01\x00\x00\x00\x00\x01\x00"),
		"an empty message":        tells(says("")),
		"packets without an end":  forEver("", open),
		"empty packets, for ever": forEver("", "\x04\x00\x00\x08\x00\x00\x01\x00"),
		"options behind the end":  tells(says("\x01\xff\xff\xff\xff\xff")),
		"options without an end":  tells(says(strings.Repeat("\x00\x00\x06\x00\x01", 200))),
		"encryption of 9":         tells(says("\x01\x00\x06\x00\x01\xff\x09")),
		"TLS that never comes":    tells(says(sqlNeedsTLS)),
		"a token behind the end":  tells(says("\xed\xff\xff")),
		"an error of 4 bytes":     tells(says("\xaa\x04\x00\x00\x00\x00\x00")),
		"an error of 64 kB text":  tells(says("\xaa\x08\x00\x01\x00\x00\x00\x01\x0e\xff\xff")),
		"let in without a proof":  tells(says("\xad\x00\x00\xfd")),
		"done, and nothing else":  tells(says("\xfd")),
		"a token of 4 GB":         tells(says("\xed\x09\x00\xa1\x84\xff\xff\xff\xff\x30\x00\x00\xad\x00\x00")),
		"one byte at a time":      dribbles("\x04\x01\x10\x00\x00\x00\x01\x00"),
	})
	return lies
}

// tdsTLSLies are what a handshake gets, in packets.
func tdsTLSLies() map[string]lie {
	lies := sqlLies()
	for name, record := range map[string]string{
		"a record of 64 kB":    "\x16\x03\x03\xff\xff\x02",
		"an alert":             "\x15\x03\x03\x00\x02\x02\x28",
		"a handshake of 16 MB": "\x16\x03\x03\x40\x00\x02\xff\xff\xff",
	} {
		lies[name] = tells(string(tdsSays(0x12, record)))
	}
	lies["endless alerts"] = forEver("", string(tdsSays(0x12, "\x15\x03\x03\x00\x02\x01\x00")))
	return lies
}
