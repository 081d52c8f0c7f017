package journal

import (
	"fmt"
	"strings"
	"testing"
)

// Changes within one millisecond have ids in any order; their times tell which was first.
func TestChangesWithinAMillisecond(t *testing.T) {
	line := func(id, nanos, op, undoes string) string {
		return fmt.Sprintf(`{"id":%q,"time":"2026-01-02T03:04:05.123%sZ","phase":"outcome","result":"done","undoes":%q,"change":{"dn":"CN=x","attribute":"a","op":%q,"value":"1"}}`, id, nanos, undoes, op) + "\n"
	}
	c, err := parse(strings.NewReader(line("20260102T030405.123Z-ff", "100", "delete", "") + line("20260102T030405.123Z-0a", "200", "add", "") + line("20260102T030405.123Z-05", "300", "delete", "20260102T030405.123Z-0a")))
	if err != nil || len(c.Damaged) > 0 || len(c.Entries) != 3 {
		t.Fatalf("%+v, %v", c, err)
	}
	got := ""
	for _, e := range c.Entries {
		got += e.ID[len(e.ID)-2:] + " " + string(e.Change.Op) + " " + e.UndoneBy + ";"
	}
	if want := "ff delete ;0a add 20260102T030405.123Z-05;05 delete ;"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
