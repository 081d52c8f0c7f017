package explain

import "adwalk/diag/codes"

// Where no message is known, a line that speaks of Kerberos and of a failure is
// still worth more than silence: it says where to look next.
var (
	trade    = []string{"kerberos", "krb", "gss", "spnego", "sspi", "kinit", "keytab", "kdc", "sasl", "negotiate", "kpasswd", "tgt ", "schlusseltabelle", "kadm5"}
	failures = []string{"fail", "error", "denied", "unauthorized", "refused", "rejected", "cannot", "can't", "could not", "couldn't", "unable", "invalid", "exception", "not supported", "unsupported", "timed out", "not available", "must ", "not found", "unknown", "is null", "corrupt", "incorrect", "mismatch", "missing", "illegal", "no such", "expected", "only with", "does not", "did not",
		"fehler", "fehlgeschlagen", "verweigert", "konnte", "konnten", "kann nicht", "konnen nicht", "kann kein", "unauthoris", "ungultig", "nicht moglich", "fehlt", "fehlen", "unbekannt", "widerrechtlich", "passt nicht", "gescheitert", "muss angegeben", "erreur", "echec", "echoue", "impossible", "refuse", "denegado", "no se pud", "fallo", "fallido", "negado", "nao foi possivel", "falha", "non riuscit", "impossibile",
		"ошибка", "не удалось", "отказано", "blad", "niepowodzenie", "nie mozna", "chyba", "nelze", "hata", "basarisiz", "mislukt", "misslyckades", "失败", "错误", "失敗", "エラー", "실패", "오류"}
)

// maxUnspecific bounds how much is looked at for a line without a known message.
const maxUnspecific = 256 << 10

// unspecific finds the first line that speaks of both, in a short text also where
// they stand in lines of their own.
func unspecific(p pasted) []hit {
	var both, word []hit
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
		case told && len(word) == 0:
			word = []hit{h}
		}
	})
	if len(both) == 0 && failed && len(s) <= 10*briefText {
		return word
	}
	return both
}

var unspecificFailure = codes.Entry{What: "The text speaks of Kerberos and of a failure, and does not say why it failed.", Family: codes.Generic, Kind: "Program message",
	Next: []string{"ask the program for more: KRB5_TRACE=/dev/stderr for MIT's library, -Dsun.security.krb5.debug=true for Java, the event log on Windows"}}
