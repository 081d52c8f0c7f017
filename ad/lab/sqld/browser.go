package sqld

import (
	"context"
	"net"
	"strings"

	"adwalk/ad/tds"
)

// ServeBrowser is a SQL Server Browser until the context ends. Like the real one it does
// not answer a request for an instance that it does not know (MC-SQLR 3.2.5).
func (s *Server) ServeBrowser(ctx context.Context, conn net.PacketConn, instances func() []tds.Instance) {
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	s.Go(func() {
		defer stop()
		b := make([]byte, 64)
		for {
			n, from, err := conn.ReadFrom(b)
			if ctx.Err() != nil || from == nil {
				return
			}
			name, all, ok := tds.AskedInstance(b[:n])
			if err != nil || !ok {
				continue
			}
			var tell []tds.Instance
			for _, i := range instances() {
				if all || strings.EqualFold(i.Name, name) {
					tell = append(tell, i)
				}
			}
			if len(tell) > 0 {
				_, _ = conn.WriteTo(tds.TellInstances(tell...), from)
			}
		}
	})
}
