package winlog

import (
	"slices"
	"strings"
	"testing"
)

// The number of an event is found behind its label in the languages of Windows, in
// XML and in tables, and no other number is taken for one.
func TestEventIDs(t *testing.T) {
	for text, want := range map[string][]int{
		"Event ID: 4771":                         {4771},
		"Ereignis-ID:\t4":                        {4},
		"ID de l’événement :1035":                {1035},
		"Id. del evento: 16":                     {16},
		"ID evento:     1035":                    {1035},
		"Identificação do evento: 4769":          {4769},
		"Код события: 4768":                      {4768},
		"Identyfikator zdarzenia: 4771":          {4771},
		"ID události: 4771":                      {4771},
		"Olay Kimliği: 4771":                     {4771},
		"Gebeurtenis-id: 4771":                   {4771},
		"Händelse-ID: 4771":                      {4771},
		"イベント ID: 4771":                          {4771},
		"事件 ID: 4771":                            {4771},
		"이벤트 ID: 4771":                           {4771},
		"<EventID Qualifiers='0'>4625</EventID>": {4625},
		"TimeCreated   Id LevelDisplayName Message\n-----------   -- ---------------- -------\n1/2/2024 8:00:01 AM   1035 Warning  Inbound authentication failed with error 7\n": {1035},
		"the user 4711 asked for page 12 at 10:00": nil,
		"Event ID: 99999999":                       nil,
	} {
		if got := EventIDs(text, 10); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func FuzzEventIDs(f *testing.F) {
	f.Add("Event ID: 4771")
	f.Add("ID de l’événement :1035\n<EventID>4</EventID>")
	f.Add("TimeCreated   Id LevelDisplayName\n1/2/2024 8:00:01 AM   1035 Warning")
	f.Fuzz(func(t *testing.T, in string) {
		if got := EventIDs(in, 5); len(got) > 5 {
			t.Error(got)
		}
		s, origin := Fold(in)
		if origin != nil && len(origin) != len(s) {
			t.Errorf("%d bytes, %d origins", len(s), len(origin))
		}
		if strings.ToLower(s) != s && !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 }) {
			t.Errorf("%q is not folded", s)
		}
	})
}
