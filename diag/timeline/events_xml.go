package timeline

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"time"
)

// winEvent is one event of a Windows log.
type winEvent struct {
	ID       int
	Provider string
	At       time.Time
	Computer string
	Record   string
	Data     map[string]string // named values of EventData, by lower-case name
	List     []string          // all values in their order
	Values   []string          // the values of EventData, or of the text, in their order; empty ones too
}

// Limits of one event: what is longer is cut, what is more is left out.
const (
	maxValues = 64
	maxValue  = 4096
)

// ErrNotEvents says that a text holds no Windows events.
var ErrNotEvents = errors.New("there are no Windows events in it")

// errCut says that an export ends within an event, or goes on with something that is none:
// what came before it was read.
var errCut = errors.New("the export is damaged: what comes behind its last whole event was not read")

// readXML reads events as wevtutil and the Event Viewer export them. It goes on
// behind a damaged event as far as the XML allows.
func readXML(r io.Reader, f func(winEvent)) error {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded before
	n := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if n > 0 {
				return errCut
			}
			return err
		}
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "Event" {
			ev, err := oneEvent(d)
			if ev.ID != 0 {
				n++
				f(ev)
			}
			if err != nil {
				if n > 0 {
					return errCut
				}
				break
			}
		}
	}
	if n == 0 {
		return ErrNotEvents
	}
	return nil
}

// oneEvent reads up to the end of the element.
func oneEvent(d *xml.Decoder) (winEvent, error) {
	ev := winEvent{Data: map[string]string{}}
	depth, name, key, inData := 1, "", "", false
	var text strings.Builder
	for {
		t, err := d.Token()
		if err != nil {
			return ev, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			name, key = t.Name.Local, ""
			inData = inData || name == "EventData" || name == "UserData"
			text.Reset()
			for _, a := range t.Attr {
				switch {
				case name == "Provider" && (a.Name.Local == "Name" || a.Name.Local == "EventSourceName") && ev.Provider == "":
					ev.Provider = a.Value
				case name == "TimeCreated" && a.Name.Local == "SystemTime":
					ev.At, _ = time.Parse(time.RFC3339Nano, a.Value)
				case a.Name.Local == "Name":
					key = a.Value
				}
			}
		case xml.CharData:
			if text.Len() < maxValue {
				text.Write(t[:min(len(t), maxValue-text.Len())])
			}
		case xml.EndElement:
			depth--
			value := strings.TrimSpace(text.String())
			text.Reset()
			switch t.Name.Local {
			case "EventID":
				ev.ID, _ = strconv.Atoi(value)
			case "Computer":
				ev.Computer = value
			case "EventRecordID":
				ev.Record = value
			case "System", "RenderingInfo", "Event":
			case "EventData", "UserData":
				inData = false
			default:
				if inData && name == t.Name.Local && len(ev.Values) < maxValues {
					ev.Values = append(ev.Values, value)
				}
				if key == "" && name == t.Name.Local {
					key = name
				}
				if value != "" && len(ev.List) < maxValues {
					ev.List = append(ev.List, value)
					ev.Data[strings.ToLower(key)] = value
				}
			}
			if depth == 0 {
				return ev, nil
			}
		}
	}
}
