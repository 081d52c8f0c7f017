package explain

import "adwalk/diag/codes"

// Where no message is known, a line that speaks of Kerberos and of a failure is
// still worth more than silence: it says where to look next.
var (
	trade    = []string{"kerberos", "krb", "gss", "spnego", "sspi", "kinit", "keytab", "kdc", "sasl", "negotiate", "kpasswd", "tgt ", "schlusseltabelle", "kadm"}
	failures = []string{"not work", "n't work", "stopped working", "fail", "error", "denied", "unauthorized", "refused", "reject", "cannot", "can't", "could not", "couldn't", "unable", "invalid", "exception", "not supported", "unsupported", "timed out", "not available", "must ", "not found", "unknown", "is null", "corrupt", "incorrect", "mismatch", "missing", "illegal", "no such", "expected", "only with", "went wrong", "does not", "did not", "that can continue", "has no ", "no kerberos", "multiple",
		"fehler", "fehlgeschlagen", "verweigert", "konnte", "konnten", "kann nicht", "konnen nicht", "kann kein", "unauthoris", "ungultig", "nicht moglich", "fehlt", "fehlen", "unbekannt", "widerrechtlich", "passt nicht", "gescheitert", "muss angegeben", "erreur", "echec", "echoue", "impossible", "refuse", "denegado", "no se pud", "fallo", "fallido", "negado", "nao foi possivel", "falha", "non riuscit", "impossibile",
		"ошибка", "не удалось", "отказано", "blad", "niepowodzenie", "nie mozna", "chyba", "nelze", "hata", "basarisiz", "mislukt", "misslyckades", "失败", "错误", "失敗", "エラー", "실패", "오류"}
)

// maxUnspecific bounds how much is looked at for a line without a known message.
const maxUnspecific = 256 << 10

// unspecific finds the first line that speaks of both, in a short text also where
// they stand in lines of their own.
func unspecific(p pasted) []hit {
	var both, word, step []hit
	failed, looked := false, 0
	s := p.folded[:min(len(p.folded), maxUnspecific)]
	each(p, func(from, to int) {
		if len(both) > 0 || from >= len(s) || looked >= maxLooked {
			return
		}
		line := s[from:min(to, len(s), from+2*maxLine)]
		told := holdsAny(line, trade)
		if told {
			looked++
		}
		fails := (told || len(s) <= 10*briefText) && holdsAny(line, failures)
		failed = failed || fails
		h := hit{&unspecificFailure, from, from + len(line), codes.Weak - 5}
		switch {
		case told && fails:
			both = []hit{h}
		case told && holdsAny(line, progress):
			step = append(step, hit{&stepsOnly, from, from + len(line), codes.Weak - 5})
			fallthrough
		case told && len(word) == 0:
			word = append(word, h)
		}
	})
	if len(both) == 0 && failed && len(s) <= 10*briefText {
		return word[:min(1, len(word))]
	}
	if len(both) == 0 && !failed && len(step) > 1 {
		return step[:1]
	}
	return both
}

// progress are words of a step that a log tells.
var progress = []string{"debug", "accepted ", "authorized", "obtained", "succe", "sending ", "received ", "using ", "getting ", "requesting ", "looking ", "retriev", "initializ", "use keytab", "authorizing", "encoding ", "decoding ", "tgs ", "tgt"}

// stepsOnly is a log that tells steps and no failure.
var stepsOnly = codes.Entry{What: "A log that shows steps of Kerberos; none of its lines reports a failure.", Family: codes.Harmless, Kind: "Debugging log", Codes: []string{"debug log"},
	Causes: []string{"the lines that would show a failure are not in this text"}, Next: []string{"paste the log to its end, with the exception or the last message of the program"}}

var unspecificFailure = codes.Entry{What: "The text speaks of Kerberos and of a failure, and does not say why it failed.", Family: codes.Generic, Kind: "Program message",
	Next: []string{"ask the program for more: KRB5_TRACE=/dev/stderr for MIT's library, -Dsun.security.krb5.debug=true for Java, the event log on Windows"}}
