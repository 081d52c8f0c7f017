package ad

import (
	"strings"
	"unicode"
)

// asciiHost writes the labels of a host that are not ASCII in Punycode, with the
// prefix "xn--" (RFC 5890 2.3.2.1). Labels that cannot be written so stay as they
// are.
func asciiHost(host string) string {
	labels := strings.Split(host, ".")
	for i, l := range labels {
		if strings.IndexFunc(l, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
			continue
		}
		if p, ok := punycode([]rune(l)); ok && len(p) <= 59 {
			labels[i] = "xn--" + p
		}
	}
	return strings.Join(labels, ".")
}

// punycode encodes one label (RFC 3492 6.3), with the parameters of section 5.
func punycode(label []rune) (string, bool) {
	const base, tmin, tmax, skew, damp, initialBias, initialN = 36, 1, 26, 38, 700, 72, 128
	if len(label) > 63 {
		return "", false
	}
	var out []byte
	for _, r := range label {
		if r < initialN {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	done := basic
	if basic > 0 {
		out = append(out, '-')
	}
	digit := func(d int) byte {
		if d < 26 {
			return byte('a' + d)
		}
		return byte('0' + d - 26)
	}
	n, delta, bias := rune(initialN), 0, initialBias
	for done < len(label) {
		next := rune(unicode.MaxRune)
		for _, r := range label {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range label {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tmin), tmax)
				if q < t {
					break
				}
				out = append(out, digit(t+(q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			out = append(out, digit(q))
			// Adapt the bias (RFC 3492 6.1).
			if done == basic {
				delta /= damp
			} else {
				delta /= 2
			}
			delta += delta / (done + 1)
			k := 0
			for ; delta > (base-tmin)*tmax/2; k += base {
				delta /= base - tmin
			}
			bias = k + (base-tmin+1)*delta/(delta+skew)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return string(out), true
}
