package codes

import "strings"

// translated are the key phrases of messages in other languages, each with the
// English phrase of this table whose message it is. Only what tells the message is
// kept, so that other releases and other quotation marks still fit.
//
// MIT's library has a German catalogue (mit-krb5.mo), Windows one a language.
var translated = germanMIT + germanMITRest + windowsTexts + windowsOtherTexts

// speak adds the translations to the first entry that has the English phrase.
func speak(tables []Table) []Table {
	other := map[string]string{}
	for line := range strings.Lines(translated) {
		if english, list, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " = "); ok {
			if had := other[english]; had != "" {
				list = had + " | " + list
			}
			other[english] = list
		}
	}
	for t := range tables {
		for i := range tables[t].Entries {
			e := &tables[t].Entries[i]
			said := e.Say
			for _, s := range said {
				if list, ok := other[s]; ok {
					delete(other, s)
					e.Say = append(append(make([]string, 0, len(e.Say)+4), e.Say...), strings.Split(list, " | ")...)
				}
			}
		}
	}
	return tables
}
