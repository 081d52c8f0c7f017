package explain

import (
	"adwalk/diag/pattern"
)

// A setting's name is words with dots, underscores or hyphens between them; that it must be
// set is said right behind it.
var (
	settingName = pattern.Lazy(`[a-z0-9]+(?:[._-][a-z0-9]+)+["'\x60]? (?:(?:property|parameter|option|setting|configuration|value|attribute) )?(?:must be|has to be|have to be|needs to be|should be|is|was|are|not)(?: not)? (?:specified|set|configured|provided|defined|given|present|required|missing|mandatory|empty|null|blank|undefined)`)
	settingSaid = []string{"must be ", "has to be ", "have to be ", "needs to be ", "should be ", "not set", "not specified", "not configured", "not provided", "not defined", "is required", "is missing", "is mandatory", "is empty", "is null", "is blank", "is undefined"}
	settingOf   = []string{"kerberos", "krb", "sasl", "gss", "keytab", "principal", "realm", "spnego", "jaas", "kdc"}
)

// missingSetting finds a setting of Kerberos that a line says is missing.
func missingSetting(line string) (start, end int) {
	if !holdsAny(line, settingSaid) {
		return 0, 0
	}
	for _, m := range settingName().FindAllStringIndex(line, maxTold) {
		if holdsAny(line[m[0]:m[1]], settingOf) {
			return m[0], m[1]
		}
	}
	return 0, 0
}
