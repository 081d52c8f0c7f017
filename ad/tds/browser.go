package tds

import (
	"encoding/binary"
	"strings"
)

// The requests to a SQL Server Browser, one datagram each (MC-SQLR 2.2).
const (
	listInstances = 0x03 // CLNT_UCAST_EX
	oneInstance   = 0x04 // CLNT_UCAST_INST
	browserAnswer = 0x05 // SVR_RESP
)

// BrowserPort is the UDP port of every SQL Server Browser.
const BrowserPort = "1434"

// Limits of what is read: an instance has at most 32 letters in a request, and an
// answer lists what one machine can run.
const (
	maxInstanceName = 32
	maxInstances    = 64
	maxBrowserValue = 256
)

// Instance is what a Browser says of one instance. Port is "" where it serves no TCP.
type Instance struct{ Server, Name, Version, Port string }

// AskInstance is the request for one instance, nil for a name that no instance has.
func AskInstance(name string) []byte {
	if name == "" || len(name) > maxInstanceName || strings.ContainsAny(name, ";\x00") {
		return nil
	}
	return append(append([]byte{oneInstance}, name...), 0)
}

// AskInstances is the request for the list of all instances.
func AskInstances() []byte { return []byte{listInstances} }

// AskedInstance reads a request: one instance's name, or all. ok is false for anything
// else.
func AskedInstance(b []byte) (name string, all, ok bool) {
	switch {
	case len(b) == 1 && b[0] == listInstances:
		return "", true, true
	case len(b) > 1 && b[0] == oneInstance:
		name, _, _ = strings.Cut(string(b[1:]), "\x00")
		return name, false, name != "" && len(name) <= maxInstanceName
	}
	return "", false, false
}

// TellInstances is a Browser's answer.
func TellInstances(list ...Instance) []byte {
	var text strings.Builder
	for _, i := range list {
		text.WriteString("ServerName;" + i.Server + ";InstanceName;" + i.Name + ";IsClustered;No;Version;" + i.Version)
		if i.Port != "" {
			text.WriteString(";tcp;" + i.Port)
		}
		text.WriteString(";;")
	}
	return append(binary.LittleEndian.AppendUint16([]byte{browserAnswer}, uint16(text.Len())), text.String()...)
}

// ToldInstances reads a Browser's answer (MC-SQLR 2.2.5): pairs of a keyword and a value,
// between semicolons, and an empty keyword behind each instance. At most 64 instances
// are read. The error is ErrPacket.
func ToldInstances(b []byte) ([]Instance, error) {
	if len(b) < 3 || b[0] != browserAnswer || int(binary.LittleEndian.Uint16(b[1:])) != len(b)-3 {
		return nil, ErrPacket
	}
	var out []Instance
	var now Instance
	words := strings.Split(strings.TrimRight(string(b[3:]), "\x00"), ";")
	for i := 0; i < len(words) && len(out) < maxInstances; {
		keyword := words[i]
		if keyword == "" || i+1 == len(words) {
			if now.Name != "" {
				out = append(out, now)
			}
			now, i = Instance{}, i+1
			continue
		}
		value := words[i+1]
		i += 2
		if len(value) > maxBrowserValue {
			return nil, ErrPacket
		}
		switch strings.ToLower(keyword) {
		case "servername":
			if now.Name != "" { // a Browser that ends an instance with one semicolon
				out = append(out, now)
			}
			now = Instance{Server: value}
		case "instancename":
			now.Name = value
		case "version":
			now.Version = value
		case "tcp":
			now.Port = portOf(value)
		}
	}
	if now.Name != "" && len(out) < maxInstances {
		out = append(out, now)
	}
	if len(out) == 0 {
		return nil, ErrPacket
	}
	return out, nil
}

// portOf is a TCP port as a Browser writes it, "" for what is none. An instance that
// listens at several has them between commas; clients take the first.
func portOf(value string) string {
	value, _, _ = strings.Cut(value, ",")
	value = strings.TrimLeft(strings.TrimSpace(value), "0")
	if value == "" || len(value) > 5 || strings.Trim(value, "0123456789") != "" || len(value) == 5 && value > "65535" {
		return ""
	}
	return value
}
