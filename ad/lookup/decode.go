package lookup

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"adwalk/ad"
)

// The kinds of values that Decode tells apart.
const (
	KindText       = "text"
	KindNumber     = "number"
	KindFlags      = "flags"
	KindTime       = "time"
	KindDuration   = "duration"
	KindSID        = "sid"
	KindGUID       = "guid"
	KindDN         = "dn"
	KindBoolean    = "boolean"
	KindDescriptor = "descriptor"
	KindBinary     = "binary"
)

// maxShown bounds a decoded value, in bytes.
const maxShown = 4096

var attributeKinds = map[string]string{
	"useraccountcontrol": KindFlags, "msds-user-account-control-computed": KindFlags, "msds-supportedencryptiontypes": KindFlags,
	"grouptype": KindFlags, "samaccounttype": KindFlags, "systemflags": KindFlags, "trustattributes": KindFlags,
	"pwdlastset": KindTime, "accountexpires": KindTime, "lockouttime": KindTime, "lastlogon": KindTime, "lastlogontimestamp": KindTime,
	"lastlogoff": KindTime, "badpasswordtime": KindTime, "creationtime": KindTime, "msds-userpasswordexpirytimecomputed": KindTime,
	"ms-mcs-admpwdexpirationtime": KindTime, "whencreated": KindTime, "whenchanged": KindTime, "createtimestamp": KindTime,
	"modifytimestamp": KindTime, "dscorepropagationdata": KindTime, "currenttime": KindTime,
	"maxpwdage": KindDuration, "minpwdage": KindDuration, "lockoutduration": KindDuration, "lockoutobservationwindow": KindDuration,
	"forcelogoff": KindDuration,
	"objectsid":   KindSID, "sidhistory": KindSID, "tokengroups": KindSID, "securityidentifier": KindSID,
	"objectguid": KindGUID, "schemaidguid": KindGUID, "invocationid": KindGUID, "attributesecurityguid": KindGUID,
	"msexchmailboxguid": KindGUID, "msds-consistencyguid": KindGUID, "netbootguid": KindGUID, "parentguid": KindGUID,
	"ntsecuritydescriptor": KindDescriptor, "msds-allowedtoactonbehalfofotheridentity": KindDescriptor,
	"msds-groupmsamembership": KindDescriptor, "msexchmailboxsecuritydescriptor": KindDescriptor,
}

// Decode renders one attribute value for a person and says what kind it is.
// Bytes that do not fit the attribute's kind are shown in hexadecimal. The
// text is bounded but not otherwise made safe to print.
func Decode(name string, raw []byte) (shown, kind string) {
	base, _, _ := strings.Cut(fold(name), ";")
	kind, known := attributeKinds[base]
	if known {
		if shown, ok := decodeKind(base, kind, raw); ok {
			return shown, kind
		}
	}
	if b, ok := binaryKinds[base]; ok {
		if shown, fits := b.decode(raw); fits {
			return shown, b.kind
		}
	}
	text := string(raw)
	switch {
	case !printable(raw):
		return hexed(raw), KindBinary
	case text == "TRUE" || text == "FALSE":
		return text, KindBoolean
	case !known && isGeneralizedTime(text):
		t, _ := parseGeneralizedTime(text)
		return showTime(t), KindTime
	case looksLikeDN(text):
		kind = KindDN
	case strings.HasPrefix(text, "B:") && isDNBinary(text):
		kind = KindDNBinary
	case isNumber(text):
		kind = KindNumber
	default:
		kind = KindText
	}
	return cut(text), kind
}

// cut bounds a text.
func cut(text string) string {
	if len(text) > maxShown {
		return strings.ToValidUTF8(text[:maxShown], "") + fmt.Sprintf("… (%d bytes)", len(text))
	}
	return text
}

func decodeKind(base, kind string, raw []byte) (string, bool) {
	text := string(raw)
	switch kind {
	case KindFlags:
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil || v > 1<<32-1 || v < -1<<31 {
			return "", false
		}
		return showFlags(base, uint32(v)), true
	case KindTime:
		if t, ok := parseGeneralizedTime(text); ok {
			return showTime(t), true
		}
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "", false
		}
		if v == ad.FiletimeNever || v <= 0 {
			return "never (" + text + ")", true
		}
		return showTime(ad.Filetime(v)), true
	case KindDuration:
		v, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return "", false
		}
		if v <= -1<<62 {
			return "never", true
		}
		return showDuration(time.Duration(-v/10) * time.Microsecond), true
	case KindSID:
		s, err := ad.DecodeSID(raw)
		return s, err == nil
	case KindGUID:
		s, err := ad.DecodeGUID(raw)
		return s, err == nil
	case KindDescriptor:
		sd, err := DecodeSecurityDescriptor(raw)
		return sd.Summary(len(sd.DACL)), err == nil
	}
	return "", false
}

// showDuration is a policy's span of time in days, hours, minutes and seconds, without
// those that are zero.
func showDuration(d time.Duration) string {
	if d < 0 {
		return "-" + showDuration(-d)
	}
	var out []string
	for _, u := range []struct {
		name string
		size time.Duration
	}{{"day", 24 * time.Hour}, {"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		n := d / u.size
		d -= n * u.size
		switch {
		case n == 1:
			out = append(out, "1 "+u.name)
		case n > 1:
			out = append(out, fmt.Sprintf("%d %ss", n, u.name))
		}
	}
	if d > 0 {
		out = append(out, d.String())
	}
	if out == nil {
		return "0"
	}
	return strings.Join(out, ", ")
}

func showTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05Z") }

func isGeneralizedTime(s string) bool {
	if len(s) < 15 || len(s) > 19 || s[len(s)-1] != 'Z' {
		return false
	}
	_, ok := parseGeneralizedTime(s)
	return ok
}

func isNumber(s string) bool {
	_, err := strconv.ParseInt(s, 10, 64)
	return err == nil
}

// printable says whether the bytes are text a person can read.
func printable(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for _, r := range string(b) {
		if unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' {
			return false
		}
	}
	return true
}

func hexed(b []byte) string {
	if len(b) > maxShown/2 {
		return hex.EncodeToString(b[:maxShown/2]) + fmt.Sprintf("… (%d bytes)", len(b))
	}
	return hex.EncodeToString(b)
}

// looksLikeDN recognises the distinguished names that a directory returns.
func looksLikeDN(s string) bool {
	head, _, ok := strings.Cut(s, "=")
	if !ok || !strings.Contains(s, ",") {
		return false
	}
	switch strings.ToUpper(head) {
	case "CN", "OU", "DC", "O", "L":
		return true
	}
	return false
}
