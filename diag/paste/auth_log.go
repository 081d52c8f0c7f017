package paste

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"time"

	"adwalk/ad"
	"adwalk/diag/facts"
)

// Bounds of a log that is read. Lines longer than maxLine are counted as not
// understood.
const (
	maxLine    = 64 << 10
	maxClients = 2000
	maxAuths   = 50
)

// others gathers clients and authentication types beyond the bounds.
const others = "(others)"

// LogSample is what the AddressBook Service log looks like, for messages.
const LogSample = `2011-03-11T20:00:12.000Z,9,0,/o=Contoso/ou=Exchange/cn=Recipients/cn=alice,,,cas1,ncacn_ip_tcp,Bind,,6,,,Kerberos,`

// Progress hears how many bytes of a log have been read.
type Progress func(done int64)

// columns says where a log keeps what is counted; -1 is nowhere.
type columns struct{ when, client, auth int }

// The layouts of logs whose header was left out.
var (
	addressBook = columns{when: 0, client: 3, auth: 13}
	httpProxy   = columns{when: 0, client: 13, auth: 11}
)

// headless tells the layout of a line without a header by what can only stand there:
// a known kind of authentication, and in an HttpProxy log whether it succeeded. Auth
// is -1 for a line that is of no known layout.
func headless(fields []string) columns {
	proxied := field(fields, httpProxy.auth+1)
	switch {
	case strings.EqualFold(proxied, "true"), strings.EqualFold(proxied, "false"):
		return httpProxy
	case known(field(fields, addressBook.auth)) && strings.HasPrefix(field(fields, addressBook.client), "/"):
		return addressBook
	}
	return columns{when: 0, client: -1, auth: -1}
}

// known says whether a field names a kind of authentication.
func known(auth string) bool {
	for _, k := range []string{"Kerberos", "Ntlm", "Negotiate", "Basic", "Anonymous", "None", "Nego2", "Bearer", "OAuth", "LiveIdBasic", "LogonIdentity", "FBA", "Cookie"} {
		if strings.EqualFold(strings.TrimSpace(auth), k) {
			return true
		}
	}
	return false
}

// AuthLog streams an AddressBook Service or HttpProxy log and counts its lines
// by authentication type and client. The header (#Fields, or a line of column
// names) says where they are; without one the AddressBook Service layout is
// taken. It stops when ctx ends. The error is a *ad.Problem.
func AuthLog(ctx context.Context, r io.Reader, progress Progress) (facts.AuthLogValue, error) {
	v := facts.AuthLogValue{ByAuth: map[string]int{}, ByClient: map[string]map[string]int{}}
	in := bufio.NewReaderSize(decoded(r), maxLine)
	cols := columns{auth: unknownLayout}
	var done int64
	for {
		line, n, err := readLine(in)
		done += int64(n)
		if line != "" {
			cols = countLine(&v, cols, line)
		}
		if (v.Lines+v.Unread)&0xfff == 0 || err != nil {
			if progress != nil {
				progress(done)
			}
			if ctx.Err() != nil {
				return v, &ad.Problem{Kind: ad.ProblemCancelled, What: "reading the log", Why: "it was stopped", Err: ctx.Err()}
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			if v.Lines > 0 && len(v.ByAuth) == 0 {
				return v, &ad.Problem{Kind: ad.ProblemUsage, What: "this log does not say how clients logged on", Why: noAuth(cols),
					Do: "give a file of the AddressBook Service log, or of the HttpProxy log with its header line; the RPC Client Access log has no such column"}
			}
			if v.Lines == 0 {
				return v, &ad.Problem{Kind: ad.ProblemUsage, What: "this is not an authentication log",
					Why: "no line of it starts with a time and carries an authentication type",
					Do:  "give a file of the AddressBook Service or HttpProxy log, whose lines look like this:\n" + LogSample}
			}
			return v, nil
		case err != nil:
			return v, &ad.Problem{Kind: ad.ProblemUnreachable, What: "reading the log", Why: err.Error(), Err: err}
		}
	}
}

// readLine returns one line without its end, "" for one that is too long, and
// the number of bytes taken.
func readLine(in *bufio.Reader) (string, int, error) {
	b, err := in.ReadSlice('\n')
	n := len(b)
	if errors.Is(err, bufio.ErrBufferFull) {
		for errors.Is(err, bufio.ErrBufferFull) {
			b, err = in.ReadSlice('\n')
			n += len(b)
		}
		return "\x00", n, err
	}
	return strings.TrimRight(string(b), "\r\n"), n, err
}

// countLine counts one line, or takes the columns from a header.
func countLine(v *facts.AuthLogValue, cols columns, line string) columns {
	line = strings.TrimPrefix(line, "\ufeff")
	if head, ok := strings.CutPrefix(line, "#Fields:"); ok {
		return header(head)
	}
	if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
		return cols
	}
	fields := splitCSV(line)
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(field(fields, cols.when)))
	if err != nil {
		if c := header(line); c.auth >= 0 && c.when >= 0 {
			return c // a line of column names without the #Fields mark
		}
		v.Unread++
		return cols
	}
	if cols.auth == unknownLayout {
		if c := headless(fields); c.auth >= 0 {
			cols = c
		}
	}
	v.Lines++
	if v.First.IsZero() || at.Before(v.First) {
		v.First = at.UTC()
	}
	if at.After(v.Last) {
		v.Last = at.UTC()
	}
	auth := clip(strings.TrimSpace(field(fields, cols.auth)), 40)
	if auth == "" {
		return cols // not a line about a logon
	}
	auth = bounded(v.ByAuth, auth, maxAuths)
	v.ByAuth[auth]++
	client := commonName(field(fields, cols.client))
	if client == "" {
		return cols
	}
	if v.ByClient[client] == nil && len(v.ByClient) >= maxClients {
		client = others
	}
	if v.ByClient[client] == nil {
		v.ByClient[client] = map[string]int{}
	}
	v.ByClient[client][auth]++
	return cols
}

func bounded(m map[string]int, key string, limit int) string {
	if _, ok := m[key]; !ok && len(m) >= limit {
		return others
	}
	return key
}

// unknownLayout stands for the column of a log whose header has not been seen.
const unknownLayout = -2

func noAuth(c columns) string {
	switch c.auth {
	case unknownLayout:
		return "it has no header line, and its lines are of no known layout"
	case -1:
		return "its header names no column for the authentication type"
	}
	return "the column for the authentication type is empty in every line"
}

// header finds the columns by their names.
func header(line string) columns {
	c := columns{-1, -1, -1}
	for i, f := range splitCSV(line) {
		switch f = strings.ToLower(strings.TrimSpace(f)); {
		case f == "date-time" || f == "datetime":
			c.when = i
		case f == "client-name" || f == "authenticateduser":
			c.client = i
		case f == "authentication" || f == "authentication-type" || f == "authenticationtype" || f == "auth-type":
			c.auth = i
		}
	}
	return c
}

func field(fields []string, i int) string {
	if i < 0 || i >= len(fields) {
		return ""
	}
	return fields[i]
}

// commonName shortens a legacy DN to its last part.
func commonName(s string) string {
	s = strings.TrimSpace(s)
	for i := strings.LastIndexByte(s, '/'); i >= 0; i = strings.LastIndexByte(s[:i], '/') {
		if len(s) >= i+4 && strings.EqualFold(s[i:i+4], "/cn=") {
			s = s[i+4:]
			break
		}
	}
	return clip(s, 120)
}

// splitCSV splits a line at its commas; a field may be in double quotes.
func splitCSV(line string) []string {
	var out []string
	var f strings.Builder
	quoted := false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '"' && quoted && i+1 < len(line) && line[i+1] == '"':
			f.WriteByte('"')
			i++
		case c == '"':
			quoted = !quoted
		case c == ',' && !quoted:
			out = append(out, f.String())
			f.Reset()
			if len(out) > 400 {
				return out
			}
		default:
			f.WriteByte(c)
		}
	}
	return append(out, f.String())
}

// decoded turns a UTF-16 stream with a byte order mark into UTF-8; other streams
// pass through.
func decoded(r io.Reader) io.Reader {
	in := bufio.NewReaderSize(r, 64<<10)
	head, _ := in.Peek(512)
	order, skip := encoding(head)
	_, _ = in.Discard(skip)
	if order == nil {
		return in
	}
	return &utf16Reader{in: in, order: order}
}

// utf16Reader decodes code units one read at a time; a pair that a read cuts in
// two becomes two replacement characters, which no log notices.
type utf16Reader struct {
	in    *bufio.Reader
	order binary.ByteOrder
	out   []byte
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 {
		buf := make([]byte, 8<<10)
		n, err := io.ReadFull(u.in, buf)
		if n < 2 {
			if err == nil || errors.Is(err, io.ErrUnexpectedEOF) {
				err = io.EOF
			}
			return 0, err
		}
		u.out = []byte(fromUTF16(buf[:n&^1], u.order))
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	return n, nil
}
