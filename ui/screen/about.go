package screen

// ObjectOf is the object that a finding is about, by its arguments; "" when they name
// none.
func ObjectOf(args map[string]string) string {
	for _, key := range []string{"dn", "holder", "account", "owner"} {
		if v := args[key]; v != "" && v != "(not known)" {
			return v
		}
	}
	return ""
}
