package adtest

import (
	"encoding/json"
	"os"
	"strings"
)

// Changes lists what clients asked this domain controller to change over the network
// since it started, as its audit has it: "Modify CN=…". It wants the option Audited.
func (d *DC) Changes() []string {
	d.t.Helper()
	raw, err := os.ReadFile(d.place.path("samba.log"))
	if err != nil {
		d.t.Fatal(err)
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		at := strings.Index(line, `{"timestamp"`)
		if at < 0 {
			continue
		}
		var entry struct {
			Change struct{ Operation, RemoteAddress, DN string } `json:"dsdbChange"`
		}
		if json.Unmarshal([]byte(line[at:]), &entry) == nil && strings.HasPrefix(entry.Change.RemoteAddress, "ipv4:") {
			out = append(out, entry.Change.Operation+" "+entry.Change.DN)
		}
	}
	return out
}
