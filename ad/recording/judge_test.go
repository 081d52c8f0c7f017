package recording

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"adwalk/ad"
)

// view is what a reader of captures finds in the packet that completes one or more
// Kerberos messages. Lists are sorted where two readers may walk in another order.
type view struct {
	types, code, services, offered string // in order of the packet
	realms, etypes                 string // each value once
}

// oursOf reads a capture with this package, by packet.
func oursOf(t *testing.T, path string) map[int]view {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	messages := map[int][]Message{}
	_, err = Read(context.Background(), f, func(m Message) error {
		if typesOf(m) != "" {
			messages[m.Frame] = append(messages[m.Frame], m)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[int]view{}
	for frame, list := range messages {
		out[frame] = viewOf(list)
	}
	return out
}

// typesOf lists message types as tshark does: a TGS-REQ has an AP-REQ inside.
func typesOf(m Message) string {
	switch m.Kind {
	case TGTReq:
		return "16"
	case TGTRep:
		return "17"
	}
	for tag, kind := range kerberosKinds {
		if kind != m.Kind {
			continue
		}
		typ := strconv.Itoa(int(tag & 0x1f))
		if m.Kind == TGSReq && m.Ticket != nil {
			typ += ",14"
		}
		if m.Armor != nil {
			typ += ",14"
		}
		return typ
	}
	return ""
}

func viewOf(list []Message) view {
	var types, codes, services, offered, realms, etypes []string
	ticket := func(x *Ticket) {
		if x != nil {
			services, realms, etypes = append(services, strings.ReplaceAll(x.Service, "/", ",")), append(realms, x.Realm), append(etypes, etypeNumber(x.EType))
		}
	}
	for _, m := range list {
		types = append(types, typesOf(m))
		if m.Error != nil {
			codes = append(codes, strconv.Itoa(m.Error.Code))
		}
		if m.Armor != nil {
			ticket(m.Armor)
		}
		ticket(m.Ticket)
		if m.Ticket == nil || m.Kind == TGSReq {
			services = append(services, strings.ReplaceAll(m.Service, "/", ","))
		}
		ticket(m.Second)
		for _, e := range m.ETypes {
			offered = append(offered, etypeNumber(e))
		}
		realms = append(realms, m.Realm)
		if m.Kind != ASReq { // a request has one realm for both
			realms = append(realms, m.CRealm)
		}
		for _, e := range m.PartETypes {
			etypes = append(etypes, etypeNumber(e))
		}
		for _, h := range m.Hints {
			etypes = append(etypes, etypeNumber(h.EType))
		}
		if m.ReplyEType != 0 {
			etypes = append(etypes, etypeNumber(m.ReplyEType))
		}
	}
	return view{joined(types), joined(codes), joined(services), joined(offered), once(realms), once(etypes)}
}

func etypeNumber(e ad.EType) string {
	if e == 0 { // cut off
		return ""
	}
	return strconv.Itoa(int(e))
}

func joined(list []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == "" }), ",")
}

func once(list []string) string {
	list = strings.Split(joined(list), ",")
	slices.Sort(list)
	return joined(slices.Compact(list))
}

// theirsOf asks tshark for the same.
func theirsOf(t *testing.T, path string, options ...string) map[int]view {
	t.Helper()
	args := append([]string{"-r", path, "-Y", "kerberos.msg_type", "-T", "fields", "-E", "occurrence=a", "-E", "separator=|"}, options...)
	for _, f := range []string{"frame.number", "kerberos.msg_type", "kerberos.error_code", "kerberos.SNameString", "kerberos.ENCTYPE", "kerberos.realm", "kerberos.crealm", "kerberos.etype"} {
		args = append(args, "-e", f)
	}
	b, err := exec.Command("tshark", args...).Output()
	if err != nil {
		t.Logf("tshark: %v", err) // a damaged file: what it could read is there
	}
	out := map[int]view{}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimRight(line, "\n"), "|")
		frame, _ := strconv.Atoi(f[0])
		out[frame] = view{types: f[1], code: f[2], services: f[3], offered: f[4], realms: once(strings.Split(f[5]+","+f[6], ",")), etypes: once(strings.Split(f[7], ","))}
	}
	return out
}

// differences says what two readings do not share, one line a packet. Of an error,
// tshark looks into the data only where the code says that it is there, and it shows no
// server's name of a question for a TGT.
func differences(ours, theirs map[int]view) []string {
	var out []string
	for frame, x := range theirs {
		if y, ok := ours[frame]; !ok {
			out = append(out, fmt.Sprintf("packet %d: tshark has %+v, we have nothing", frame, x))
		} else if x.etypes == "" && x.types == "30" || x.services == "" && x.types == "16" {
			if x.types == "16" {
				y.services = ""
			} else {
				y.etypes = ""
			}
			if x != y {
				out = append(out, fmt.Sprintf("packet %d: tshark has %+v, we have %+v", frame, x, y))
			}
		} else if x != y {
			out = append(out, fmt.Sprintf("packet %d: tshark has %+v, we have %+v", frame, x, y))
		}
	}
	for frame, y := range ours {
		if _, ok := theirs[frame]; !ok {
			out = append(out, fmt.Sprintf("packet %d: we have %+v, tshark has nothing", frame, y))
		}
	}
	slices.Sort(out)
	return out
}

// anywhere numbers the messages by themselves: whose segments are small is complete for
// one reader with the line that holds it, for another with the end of its request.
func anywhere(list map[int]view) map[int]view {
	var frames []int
	for f := range list {
		frames = append(frames, f)
	}
	slices.Sort(frames)
	out := map[int]view{}
	for i, f := range frames {
		out[i] = list[f]
	}
	return out
}

// lacking says what a reader of a recording that is cut has not, of all that tshark reads
// in it: no message may be missing, no code, realm or type of encryption, and what is read
// of a name is the whole of it.
func lacking(ours, theirs map[int]view) []string {
	var out []string
	within := func(part, all string) bool {
		for _, p := range strings.Split(part, ",") {
			if p != "" && p != "<unspecified realm>" && !slices.Contains(strings.Split(all, ","), p) {
				return false
			}
		}
		return true
	}
	for frame, x := range theirs {
		y := ours[frame]
		names := y.services == "" || strings.HasPrefix(y.services, x.services) || strings.HasPrefix(x.services, y.services)
		if !strings.HasPrefix(y.types, x.types) || x.code != y.code || !names || !within(x.realms, y.realms) || !within(x.etypes, y.etypes) {
			out = append(out, fmt.Sprintf("packet %d: tshark has %+v, we have %+v", frame, x, y))
		}
	}
	slices.Sort(out)
	return out
}
