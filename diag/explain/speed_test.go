package explain

import (
	"context"
	"strings"
	"testing"
)

// big are pastes of a megabyte that make different parts of the reader work.
func big() map[string]string {
	const size = 1 << 20
	fill := func(piece string) string { return strings.Repeat(piece, size/len(piece)+1)[:size] }
	var all strings.Builder
	for _, c := range corpus() {
		all.WriteString(c.text)
	}
	return map[string]string{
		"log":       fill("2024-01-02T03:04:05Z host app[123]: INFO request 4711 served in 12 ms, status 200, the user asked for /index.html\n"),
		"one line":  fill("the user asked for /index.html and got error 37 of host mail.contoso.lab with status 0x18, "),
		"messages":  fill(all.String()),
		"numbers":   fill("error 7 0x18 "),
		"trace":     fill("[123] 1600000000.123456: Retrieving a@B -> c/d@B from FILE:/tmp/x with result: -1765328243/Matching credential not found\n"),
		"names":     fill("http/a.b.c.d@REALM.EXAMPLE CONTOSO\\user a@b.example "),
		"gaps":      fill("server server server client client request ticket server "),
		"letters":   fill("kerberos"),
		"wide":      fill("Схема не найдена в базе данных "),
		"base64":    fill("YIITBwYGKwYBBQUCoIISTlRMTVNTUAAB"),
		"line ends": fill("\n"),
	}
}

func BenchmarkMegabyte(b *testing.B) {
	for name, text := range big() {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Text(text)
			}
		})
	}
}

// A reader that was told to stop stops, and says that it did not read all.
func TestReadingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, text := range big() {
		if e := TextContext(ctx, text); !e.Truncated {
			t.Errorf("%s: read to its end", name)
		}
	}
}
