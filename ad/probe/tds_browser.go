package probe

import (
	"context"
	"encoding/binary"
	"net"
	"strings"
	"time"

	"adwalk/ad/tds"
	"adwalk/ad/trace"
)

// browserTime is how long a SQL Server Browser is waited for.
const browserTime = 2 * time.Second

// instancePort asks the SQL Server Browser of a host, on UDP port 1434, for the TCP
// port of an instance (MC-SQLR 2.2.3, 2.2.5).
func (p *Prober) instancePort(ctx context.Context, host, instance string) (string, error) {
	address := net.JoinHostPort(host, "1434")
	x := p.opts.Trace.Begin(trace.Event{Protocol: trace.TDS, Kind: trace.Probe, Asked: "the port of the instance " + instance, Server: address, Protection: "none"})
	port, err := func() (string, error) {
		ctx, cancel := context.WithTimeout(ctx, browserTime)
		defer cancel()
		conn, err := p.opts.Dial(ctx, "udp", address)
		if err != nil {
			return "", err
		}
		defer conn.Close()
		defer closeWith(ctx, conn)()
		if _, err := conn.Write(append(append([]byte{4}, instance...), 0)); err != nil {
			return "", err
		}
		b := make([]byte, 2048)
		n, err := conn.Read(b)
		if err != nil {
			return "", late(ctx, err)
		}
		return browserPort(b[:n], instance)
	}()
	x.End(err)
	return port, err
}

// browserPort finds the TCP port in a Browser's answer: pairs of names and values
// between semicolons.
func browserPort(b []byte, instance string) (string, error) {
	if len(b) < 3 || b[0] != 5 || int(binary.LittleEndian.Uint16(b[1:])) != len(b)-3 {
		return "", tds.ErrPacket
	}
	words := strings.Split(string(b[3:]), ";")
	named := false
	for i := 0; i+1 < len(words); i += 2 {
		if words[i] == "" { // between two instances
			i--
			continue
		}
		switch value := words[i+1]; strings.ToLower(words[i]) {
		case "instancename":
			named = strings.EqualFold(value, instance)
		case "tcp":
			if named && value != "" && len(value) <= 5 && strings.Trim(value, "0123456789") == "" {
				return value, nil
			}
		}
	}
	return "", tds.ErrPacket
}
