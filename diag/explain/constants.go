package explain

import (
	"strings"
	"sync"

	"adwalk/diag/codes"
)

// A program names its errors after those of the system that it stands on:
// ERRCONNECT_ACCOUNT_RESTRICTION, FOO_E_TIME_SKEW. The name without its beginning is
// that of Windows.

// windowsPrefixes are what the names of Windows' statuses begin with, folded.
var windowsPrefixes = []string{"status_", "error_", "sec_e_"}

// tooCommon are names that any program gives its errors.
var tooCommon = map[string]bool{"not_found": true, "not_supported": true, "internal_error": true, "invalid_parameter": true, "invalid_handle": true, "invalid_token": true, "insufficient_memory": true, "message_altered": true, "unsupported_function": true, "io_timeout": true, "more_processing_required": true, "success": true}

// stems are the entries of Windows' statuses by their names without the beginning.
var stems = sync.OnceValue(func() map[string]*codes.Entry {
	out := map[string]*codes.Entry{}
	for _, t := range tables() {
		for i := range t.Entries {
			e := &t.Entries[i]
			for _, s := range e.Say {
				for _, prefix := range windowsPrefixes {
					stem, ok := strings.CutPrefix(s, prefix)
					if ok && strings.Contains(stem, "_") && strings.Trim(stem, "abcdefghijklmnopqrstuvwxyz0123456789_") == "" && !tooCommon[stem] && out[stem] == nil && e.Weight >= codes.Usual-10 {
						out[stem] = e
					}
				}
			}
		}
	}
	return out
})

// maxConstants bounds how many names of errors are looked at.
const maxConstants = 2000

// constantWeight is below the names themselves: what another program means by a word may
// differ.
const constantWeight = codes.Usual - 12

// constants finds names of errors that end like one of Windows'.
func constants(p pasted, known []hit) []hit {
	s := p.folded
	var out []hit
	taken := map[int]bool{}
	for _, h := range known {
		taken[h.start] = true
	}
	for at, n := 0, 0; n < maxConstants; n++ {
		i := strings.IndexByte(s[at:], '_')
		if i < 0 {
			break
		}
		start, end := at+i, at+i
		for start > 0 && word(s[start-1]) {
			start--
		}
		for end < len(s) && word(s[end]) {
			end++
		}
		at = end
		if end-start > maxValue || taken[start] || p.recordOf(start).skip {
			continue
		}
		name := s[start:end]
		for {
			_, rest, ok := strings.Cut(name, "_")
			if !ok {
				break
			}
			name = rest
			if e := stems()[name]; e != nil {
				h := hit{e, start, end, min(e.Weight, constantWeight)}
				if text := vicinity(p, h); holdsAny(text, trade) || holdsAny(text, field) || holdsAny(text, logins) || holdsAny(text, systems) {
					out = append(out, h)
				}
				break
			}
		}
	}
	return out
}
