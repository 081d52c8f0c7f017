package codes

import "strings"

// translated are the key phrases of messages in other languages, each with the
// English phrase of this table whose message it is. Only what tells the message is
// kept, so that other releases and other quotation marks still fit.
//
// MIT's library has a German catalogue (mit-krb5.mo), Windows one a language.
var translated = germanMIT + germanMITRest + windowsTexts

// speak adds the translations to the entries that have the English phrase.
func speak(tables []Table) []Table {
	owner := map[string]*Entry{}
	for t := range tables {
		for i := range tables[t].Entries {
			for _, s := range tables[t].Entries[i].Say {
				if owner[s] == nil {
					owner[s] = &tables[t].Entries[i]
				}
			}
		}
	}
	for _, line := range strings.Split(strings.TrimSpace(translated), "\n") {
		english, list, ok := strings.Cut(line, " = ")
		if e := owner[english]; ok && e != nil {
			e.Say = append(append([]string{}, e.Say...), strings.Split(list, " | ")...)
		}
	}
	return tables
}
