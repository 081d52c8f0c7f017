package winlog

import (
	"strings"
	"sync"
)

// Label is what a word before a number says that the number is.
type Label int

// The labels.
const (
	None      Label = iota
	Outcome         // the failure or result code of an audit event
	ErrorCode       // an error code
	Vague           // "error", "status": often no code at all
	Event           // the number of an event
	GSS             // GSSAPI's major and minor codes, which have a numbering of their own
)

// labels are the words before a number by what it is then, folded, in the languages
// of Windows: what a label says does not depend on the language of the message.
var labels = map[Label]string{
	Outcome: `failure code|result code|failurecode|resultcode|fehlercode|ergebniscode|code d'echec|code de resultat|code d'erreur|codigo de error|codigo de resultado|codice errore|codice risultato|codigo de falha|codigo do resultado|
foutcode|resultaatcode|felkod|resultatkod|kod bledu|kod wyniku|kod niepowodzenia|kod chyby|kod selhani|kod vysledku|hata kodu|sonuc kodu|
код ошибки|код сбоя|код результата|код неудачи|エラー コード|エラーコード|障害コード|失敗コード|結果コード|错误代码|失败代码|结果代码|错误码|錯誤碼|失敗碼|결과 코드|오류 코드|실패 코드`,
	ErrorCode: `error code|errorcode|error_code|error-code|errcode|err code|krb error|krb_error|krb-error|krberror|kerberos error|kdc error|kdcerror|sub status|substatus|return value|failed with|error code is|extended error`,
	Vague:     `error|err|failed|code|status|rc|ret|returned|result|number|fehler|erreur|resultado|statuscode|errore|erro|fout|fel|blad|chyba|hata|ошибка|エラー|错误|오류`,
	Event: `event id|eventid|event-id|event_id|event|event code|eventcode|event identifier|ereignis-id|ereignis|ereigniskennung|id de l'evenement|id de l’evenement|evenement|id d'evenement|identificateur de l'evenement|
id. de evento|id. del evento|id del evento|id de evento|identificador de evento|id evento|identificatore evento|id do evento|id. do evento|identificacao do evento|identificador do evento|
gebeurtenis-id|gebeurtenis id|handelse-id|handelseid|identyfikator zdarzenia|id zdarzenia|id udalosti|kod udalosti|olay kimligi|olay no|код события|идентификатор события|
イベント id|イベントid|事件 id|事件id|事件标识符|事件識別碼|이벤트 id|id|kdcsvc`,
	GSS: `major code|minor code|major|minor`,
}

// labelIndex finds labels by their last two bytes.
var labelIndex = sync.OnceValue(func() map[[2]byte][]label {
	out := map[[2]byte][]label{}
	for kind, list := range labels {
		for _, w := range strings.Split(list, "|") {
			if w = Folded(strings.TrimSpace(w)); len(w) > 1 {
				k := [2]byte{w[len(w)-2], w[len(w)-1]}
				out[k] = append(out[k], label{w, kind})
			}
		}
	}
	return out
})

type label struct {
	word string
	kind Label
}

// LabelBefore is the longest label that ends at i.
func LabelBefore(s string, i int) (string, Label) {
	if i < 2 {
		return "", None
	}
	var best label
	for _, l := range labelIndex()[[2]byte{s[i-2], s[i-1]}] {
		if len(l.word) > len(best.word) && strings.HasSuffix(s[:i], l.word) && (i == len(l.word) || !Word(s[i-len(l.word)-1]) || l.word[0] >= 0x80) {
			best = l
		}
	}
	return best.word, best.kind
}

// Word says whether a byte of a folded text is part of a name or number.
func Word(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_'
}
