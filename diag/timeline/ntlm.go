package timeline

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"adwalk/diag/facts"
)

// maxNTLM is how many rows of NTLM use are kept.
const maxNTLM = 2000

// NTLM reads an export of Windows events (XML or CSV) and counts the logons with NTLM
// by target, process and reason. Read are the NTLM operational log (4001 to 4003, 4020 to
// 4023, 8001 to 8003), Netlogon's (4004 to 4006, 4030 to 4033, 8004 to 8006; KB5064479)
// and the security log (4624, 4776). ErrNotEvents says that it is no such export.
func NTLM(ctx context.Context, in io.Reader) (facts.NTLMUseValue, error) {
	u := &ntlmUse{rows: map[ntlmKey]*facts.NTLMRow{}}
	if err := readEvents(ctx, in, u.add); err != nil {
		return facts.NTLMUseValue{}, err
	}
	for _, row := range u.rows {
		u.out.Rows = append(u.out.Rows, *row)
	}
	slices.SortFunc(u.out.Rows, func(a, b facts.NTLMRow) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Subject(), b.Subject()), strings.Compare(a.Process, b.Process), strings.Compare(a.Reason, b.Reason))
	})
	return u.out, nil
}

// readEvents reads an export of Windows events, XML or CSV, in UTF-8 or UTF-16.
func readEvents(ctx context.Context, in io.Reader, each func(winEvent)) error {
	in = transform.NewReader(in, unicode.BOMOverride(transform.Nop))
	r := bufio.NewReaderSize(&stopped{ctx, in}, maxLine)
	head, _ := r.Peek(4096)
	var err error
	switch line, _, _ := bytes.Cut(bytes.TrimSpace(head), []byte("\n")); {
	case bytes.HasPrefix(line, []byte("<")):
		err = readXML(r, each)
	case header(splitCells(string(line))) != nil || bytes.HasPrefix(line, []byte("#TYPE")):
		err = readCSV(r, each)
	default:
		err = ErrNotEvents
	}
	if e := ctx.Err(); e != nil {
		return e
	}
	if errors.Is(err, errCut) { // what came before it counts
		return nil
	}
	return err
}

type ntlmKey struct{ target, server, process, reason string }

type ntlmUse struct {
	out  facts.NTLMUseValue
	rows map[ntlmKey]*facts.NTLMRow
}

func (u *ntlmUse) add(ev winEvent) {
	u.out.Events++
	row, ok := ntlmRow(ev)
	if !ok {
		if ev.ID == 4624 && strings.EqualFold(ev.value("authenticationpackagename", "authenticationpackage"), "Kerberos") {
			u.out.Kerberos++
		}
		return
	}
	key := ntlmKey{strings.ToLower(row.Target), strings.ToLower(row.Server), strings.ToLower(row.Process), row.Reason}
	have := u.rows[key]
	switch {
	case have != nil:
		have.Count++
		if ev.At.Before(have.First) {
			have.First = ev.At
		}
		if ev.At.After(have.Last) {
			have.Last = ev.At
		}
	case len(u.rows) >= maxNTLM:
		u.out.More++
	default:
		row.Count, row.First, row.Last = 1, ev.At, ev.At
		u.rows[key] = &row
	}
}

// ntlmRow reads one event that tells of a logon with NTLM; false for any other.
func ntlmRow(ev winEvent) (facts.NTLMRow, bool) {
	row := facts.NTLMRow{User: ev.value("username", "targetusername", "accountname"), Process: baseName(ev.value("processname")), Reason: strings.TrimRight(ev.value("ntlmusagereason"), ". ")}
	row.Client = strings.TrimPrefix(ev.value("remoteclientmachine", "workstationname", "workstation", "hostname", "ipaddress", "clientip"), "::ffff:")
	switch ev.ID {
	case 4001, 8001, 4020, 4021: // written on the client
		row.Target, row.Client = given(ev.value("targetservice", "targetname")), ev.Computer
		if row.Target == "" {
			row.Server = cmp.Or(given(ev.value("targetmachine", "targetip")), "a target that the event does not name")
		}
		row.Direct = ev.value("ntlmusageid") == "1" || row.Target == "" && row.Reason == ""
	case 4002, 4003, 8002, 8003, 4022, 4023: // on the server
		row.Server = ev.Computer
	case 4004, 8004, 4005, 8005, 4006, 8006, 4030, 4031, 4032, 4033: // on the domain controller
		row.Server = cmp.Or(given(ev.value("schannelname", "servername", "targetmachine")), ev.Computer)
	case 4776:
		row.Server, row.Process = "any server of the domain ("+ev.Computer+" was asked)", ""
	case 4624:
		if pkg := ev.value("authenticationpackagename", "authenticationpackage"); !strings.EqualFold(pkg, "NTLM") {
			return row, false
		}
		row.Server, row.Process = ev.Computer, ""
	default:
		return row, false
	}
	return row, !strings.EqualFold(row.User, "ANONYMOUS LOGON")
}

// given is a value that says something: events write "Null" or "-" for none.
func given(s string) string {
	if strings.EqualFold(s, "null") || strings.EqualFold(s, "(null)") {
		return ""
	}
	return strings.TrimSpace(s)
}

// baseName is a program without its folder.
func baseName(path string) string { return path[strings.LastIndexAny(path, `\/`)+1:] }
