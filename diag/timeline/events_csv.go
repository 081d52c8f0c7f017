package timeline

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// columns are the words in a header that name a column, in the languages of
// Windows that were seen; the number's column is called something with "id"
// in nearly all of them.
var columns = map[string][]string{
	"id":     {"eventid", "event id", "id", "ereignis-id", "id de evento", "id. de evento", "id de l’événement", "id de l'événement", "id evento", "gebeurtenis-id", "händelse-id", "код события", "identyfikator zdarzenia"},
	"source": {"providername", "source", "quelle", "origen", "origine", "bron", "källa", "источник", "źródło", "origem"},
	"time":   {"timecreated", "date and time", "datum und uhrzeit", "fecha y hora", "date et heure", "data e ora", "datum en tijd", "дата и время", "data i godzina"},
	"text":   {"message", "beschreibung", "description", "meldung"},
	"host":   {"machinename", "computer"},
}

// readCSV reads exports of Get-WinEvent (Export-Csv) and of the Event Viewer.
func readCSV(r io.Reader, f func(winEvent)) error {
	c := csv.NewReader(r)
	c.FieldsPerRecord, c.LazyQuotes, c.ReuseRecord = -1, true, true
	var head map[string]int
	n := 0
	for {
		row, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if n > 0 {
				return errCut
			}
			return err
		}
		if head == nil {
			if len(row) == 1 && strings.HasPrefix(row[0], "#TYPE") {
				continue
			}
			if head = header(row); head == nil {
				return ErrNotEvents
			}
			continue
		}
		if ev, ok := fromRow(row, head); ok {
			n++
			f(ev)
		}
	}
	if n == 0 {
		return ErrNotEvents
	}
	return nil
}

func header(row []string) map[string]int {
	out := map[string]int{}
	for i, cell := range row {
		cell = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(cell, "\ufeff")))
		for name, words := range columns {
			for _, w := range words {
				if _, taken := out[name]; cell == w && !taken {
					out[name] = i
				}
			}
		}
	}
	if _, ok := out["id"]; !ok {
		return nil
	}
	return out
}

func fromRow(row []string, head map[string]int) (winEvent, bool) {
	cell := func(name string) string {
		if i, ok := head[name]; ok && i < len(row) {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	id, err := strconv.Atoi(cell("id"))
	if err != nil {
		return winEvent{}, false
	}
	ev := winEvent{ID: id, Provider: cell("source"), Computer: cell("host"), Data: map[string]string{}}
	text := cell("text")
	if text == "" { // the Event Viewer puts it behind the last named column
		text = row[len(row)-1]
	}
	ev.At = anyTime(cell("time"))
	ev.fields(text)
	return ev, true
}

// labelled is a line of an event's text: a label, a colon, white space, a value.
var labelled = regexp.MustCompile(`(?m)^\s*([^:\r\n]{2,60}):[ \t]+([^\r\n]+?)\s*$`)

// fields reads the values of an event's text. Labels are in the language of the
// machine; their order is not.
func (ev *winEvent) fields(text string) {
	if len(text) > 64<<10 {
		text = text[:64<<10]
	}
	for _, m := range labelled.FindAllStringSubmatch(text, maxValues) {
		ev.List = append(ev.List, m[2])
		key := strings.ToLower(strings.ReplaceAll(m[1], " ", ""))
		if _, have := ev.Data[key]; !have {
			ev.Data[key] = m[2]
		}
	}
	ev.List = append(ev.List, strings.TrimSpace(text[:min(len(text), maxValue)]))
	ev.Values = below(text)
}

// below reads the values of a text whose labels stand before them or in a line of
// their own, as those of a domain controller's Directory Service log.
func below(text string) []string {
	var out []string
	label := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		before, after, colon := strings.Cut(line, ": ")
		switch {
		case len(out) >= maxValues:
			return out
		case strings.HasSuffix(line, ":") && len(line) <= maxLabel:
			label = true
			continue
		case label && line != "":
			out = append(out, line)
		case colon && len(before) <= maxLabel && strings.TrimSpace(after) != "":
			out = append(out, strings.TrimSpace(after))
		case line == "":
			continue // between a label and its value
		}
		label = false
	}
	return out
}

// maxLabel is the longest label of a value.
const maxLabel = 120

// anyTime reads times that can be read one way only; zero for others, since a day
// and a month may be turned round.
func anyTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
