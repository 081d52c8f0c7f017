package paste

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// dateOrder is the order of day, month and year in a culture's short dates.
type dateOrder int

const (
	orderUnknown dateOrder = iota
	orderMonthFirst
	orderDayFirst
	orderYearFirst
)

// when is a date with a time, in pieces: the order of a and b may be open.
type when struct {
	a, b, c        int // the three parts of the date, as they stand
	hour, min, sec int
	order          dateOrder
	separator      rune
	twelve         bool // the time had a mark for the half of the day
	padded         bool // b was written with a zero in front
	hijri          bool // the marks are Arabic: a year of two digits is of the Hijri calendar as likely as not
	odd            bool // something stands behind the time that is no known mark
}

var afternoon = []string{"pm", "p.m.", "p. m.", "p.\u00a0m.", "nachm.", "µµ", "μμ", "μ.μ.", "µ.µ.", "午後", "下午", "오후", "ös", "em", "ch", "ptg", "du.", "م", "d."}
var forenoon = []string{"am", "a.m.", "a. m.", "a.\u00a0m.", "vorm.", "πμ", "π.μ.", "πµ", "π.µ.", "午前", "上午", "오전", "öö", "fm", "sa", "pg", "de.", "ص"}

// parseWhen splits a date with a time in any culture that writes numbers. ok is
// false when it is none.
func parseWhen(s string) (w when, ok bool) {
	var nums []int
	var seps []string
	var widths []int
	sep := ""
	s = strings.TrimSpace(s)
	if len(s) > 80 {
		return w, false
	}
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] >= '0' && s[j] <= '9' {
			j++
		}
		if j == i {
			sep += s[i : i+1]
			i++
			continue
		}
		n, err := strconv.Atoi(s[i:j])
		if err != nil || j-i > 9 {
			return w, false
		}
		nums, seps, widths = append(nums, n), append(seps, sep), append(widths, j-i)
		sep = ""
		i = j
	}
	if len(nums) < 5 || len(nums) > 7 {
		return w, false
	}
	w.a, w.b, w.c = nums[0], nums[1], nums[2]
	w.hour, w.min = nums[3], nums[4]
	if len(nums) > 5 && strings.TrimSpace(seps[5]) != "" {
		w.sec = nums[5]
	}
	w.padded = w.b < 10 && widths[1] == 2
	for _, r := range seps[1] {
		if !unicode.IsSpace(r) {
			w.separator = r
			break
		}
	}
	switch {
	case widths[0] == 4:
		w.order = orderYearFirst
	case widths[2] != 4 && widths[2] != 2:
		return w, false
	case w.a > 12:
		w.order = orderDayFirst
	case w.b > 12:
		w.order = orderMonthFirst
	}
	mark := strings.ToLower(seps[0] + " " + seps[3] + " " + sep)
	pm, am := mentions(mark, afternoon), mentions(mark, forenoon)
	w.twelve = pm || am
	w.hijri = strings.ContainsAny(mark, "صمه")
	w.odd = !w.twelve && w.hour <= 12 && strings.ContainsFunc(sep, unicode.IsLetter) && !zoneMark(sep)
	switch {
	case pm && !am && w.hour < 12:
		w.hour += 12
	case am && !pm && w.hour == 12:
		w.hour = 0
	}
	return w, true
}

// zoneMark says that what stands behind a time names a zone.
func zoneMark(s string) bool {
	return slices.Contains([]string{"z", "utc", "gmt"}, strings.ToLower(strings.Trim(s, " ,()[]")))
}

func mentions(s string, marks []string) bool {
	for _, f := range strings.Fields(s) {
		for _, m := range marks {
			if strings.Trim(f, ",") == m {
				return true
			}
		}
	}
	for _, m := range marks {
		if strings.Contains(m, " ") && strings.Contains(s, m) || m[0] >= 0x80 && strings.Contains(s, m) {
			return true
		}
	}
	return false
}

// time puts the pieces together in an order; ok is false for a date that does
// not exist.
func (w when) time(order dateOrder) (time.Time, bool) {
	if w.order != orderUnknown {
		order = w.order
	}
	if w.hijri && w.c < 100 && w.a < 100 { // 36 may be 1436 of the Hijri calendar, which is 2015
		return time.Time{}, false
	}
	year, month, day := w.c, w.a, w.b
	switch order {
	case orderYearFirst:
		year, month, day = w.a, w.b, w.c
	case orderDayFirst:
		month, day = w.b, w.a
	}
	switch {
	case year < 100:
		year += 2000
	case year > 2400:
		year -= 543 // the Buddhist era, as Thai settings write it
	}
	t := time.Date(year, time.Month(month), day, w.hour, w.min, w.sec, 0, time.UTC)
	ok := year > 1900 && int(t.Month()) == month && t.Day() == day && t.Hour() == w.hour && t.Minute() == w.min && t.Second() == w.sec
	return t, ok
}

// guess is the order that a date's own looks favour when its numbers leave it
// open: American English marks the half of the day and never writes 08 for 8.
// Dots and dashes put the day first.
func (w when) guess() dateOrder {
	if w.separator == '/' && w.twelve && !w.padded {
		return orderMonthFirst
	}
	return orderDayFirst
}

// open says that the numbers could be read either way and that the looks do not
// settle it: slashes without a mark for the half of the day are both European
// and what scripts print; with it, a month of two digits hides the padding.
func (w when) open() bool {
	return w.odd || w.order == orderUnknown && w.a != w.b && w.separator == '/' && (!w.twelve || w.b >= 10)
}
