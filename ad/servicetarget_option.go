package ad

import (
	"slices"
	"strings"
)

// spnOptions are options whose value is an SPN, in small letters without what stands
// before them.
var spnOptions = []string{"spn", "service", "serverspn", "server-spn", "target-spn", "targetspn", "msdsspn", "service-principal", "serviceprincipal", "service_principal"}

// optionTarget finds the service in the command of a program that is not known here: in an
// option that takes an SPN, or in one that is called after a service and its servers, as
// --kafka.server=k1:9092. Only one server may be named so; of a list the first stands for
// all.
func optionTarget(command []string) (server, class string, ok bool) {
	spn := ""
	for i := 1; i < len(command); i++ {
		w := strings.Trim(command[i], `"'`)
		bare := strings.TrimLeft(w, "-/")
		end := strings.IndexAny(bare, "=:")
		name, value := bare, ""
		switch {
		case end > 0:
			name, value = bare[:end], bare[end+1:]
		case bare != w && i+1 < len(command):
			value = command[i+1]
		}
		name, value = strings.ToLower(name), strings.Trim(value, `"'`)
		if service, host, pair := strings.Cut(value, "/"); slices.Contains(spnOptions, name) && pair && ServiceClassKnown(service) && host != "" {
			if spn != "" && spn != value {
				return "", "", false
			}
			spn = value
			continue
		}
		if bare == w || value == "" || strings.HasPrefix(value, "-") || strings.ContainsAny(value, `/\@`) {
			continue
		}
		list := words(name)
		if n := len(list); n > 1 && list[n-2] == "service" && list[n-1] == "name" && isClass(value) {
			class = value
		} else if scheme := schemeOfSetting(list); scheme != "" && server == "" {
			server = scheme + "://" + value
		}
	}
	if spn != "" {
		return spn, "", true
	}
	return server, class, server != ""
}
