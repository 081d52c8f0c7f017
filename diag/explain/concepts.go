package explain

import (
	"strings"

	"adwalk/diag/codes"
)

// A concept is a thing of Kerberos and what is wrong with it, in whatever words a
// program puts it. Where no message is known, both in one sentence still tell a
// cause; it is never more than possible.
type concept struct {
	family  string
	what    string
	subject []string
	problem []string
}

// The problems that several things have, in the languages of the systems; folded.
var (
	absent = []string{"no kerberos", "no principal", "no ticket", "no keytab", "no credential", "no entry", "not found", "no such", "missing", "not specified", "not set", "not provided", "not configured", "nonexistent", "non-existent", "does not exist", "doesn't exist", "not exist", "is empty", "no valid", "cannot find", "can't find", "could not find", "unable to find", "cannot retrieve", "could not retrieve", "unable to retrieve", "cannot obtain", "could not obtain", "unable to obtain", "cannot get", "can't get", "could not get", "unable to get", "failed to get", "failed to obtain", "failed to find", "not available", "unavailable", "was specified", "is null", "undefined", "not present", "without a",
		"nicht gefunden", "fehlt", "fehlen", "nicht vorhanden", "existiert nicht", "kein ", "keine ", "keinen ", "introuvable", "manquant", "n'existe pas", "aucun", "no se encontro", "no se encuentra", "no existe", "falta", "non trovat", "mancante", "non esiste", "nessun", "nao encontrad", "nao existe", "nenhum", "не найден", "отсутств", "не существует", "не удается найти", "brak ", "nie znaleziono", "找不到", "不存在", "没有", "未找到", "見つかりません", "存在しません", "찾을 수 없", "없습니다"}
	unreadable = []string{"permission denied", "cannot read", "can't read", "could not read", "unable to read", "cannot open", "can't open", "could not open", "unable to open", "failed to open", "failed to read", "failed to load", "unreadable", "corrupt", "invalid", "not readable", "kann nicht gelesen", "nicht lesbar", "ungultig", "illisible", "invalide", "no valido", "non valido", "invalido", "no se puede leer", "无法读取", "无效"}
	unanswered = []string{"unreachable", "not reachable", "could not reach", "cannot reach", "can't reach", "unable to reach", "failed to reach", "cannot contact", "can't contact", "could not contact", "unable to contact", "could not be contacted", "cannot be contacted", "no response", "not respond", "failed to connect", "unable to connect", "could not connect", "cannot connect", "connection refused", "timed out", "timeout", "failed to read response", "is not available", "offline", "nicht erreichbar", "nicht kontaktiert", "keine antwort", "zeituberschreitung", "injoignable", "impossible de contacter", "impossible de joindre", "inaccessible", "no se puede contactar", "no disponible", "non raggiungibile", "impossibile contattare", "nao foi possivel contatar", "indisponivel", "недоступ", "не удалось связаться", "не отвечает", "无法连接", "无法联系", "超时", "接続できません", "연결할 수 없"}
	wrong      = []string{"incorrect", "invalid", "is wrong", "wrong ", "bad ", "mismatch", "does not match", "do not match", "not match", "rejected", "falsch", "ungultig", "stimmt nicht", "incorrect", "invalide", "erron", "incorrecta", "incorrecto", "no es correct", "no valid", "errat", "non corrett", "non valid", "incorret", "invalid", "неверн", "неправильн", "nieprawidlow", "bledn", "不正确", "错误", "无效", "正しくありません", "올바르지"}
	unknown    = []string{"no kerberos principal", "no principal", "not found", "unknown", "not known", "does not exist", "doesn't exist", "no such", "not exist", "is not a part of", "could not be mapped", "cannot be mapped", "nicht gefunden", "unbekannt", "existiert nicht", "inconnu", "introuvable", "n'existe pas", "desconocid", "no existe", "no se encontro", "sconosciut", "non trovat", "non esiste", "desconhecid", "nao encontrad", "неизвест", "не найден", "не существует", "nieznan", "未知", "不存在", "找不到", "不明"}
	unspoken   = []string{"not supported", "unsupported", "not support", "not enabled", "is disabled", "not permitted", "not allowed", "no common", "mismatch", "must match", "weak", "not available", "nicht unterstutzt", "nicht erlaubt", "non pris en charge", "pas pris en charge", "no admitid", "no compatible", "no soportad", "non supportat", "nao suportad", "не поддерживается", "nieobslugiwan", "不支持", "サポートされていません", "지원되지"}
	notThere   = []string{"not installed", "not supported", "not support ", "unsupported", "not available", "undefined symbol", "no such file", "cannot find -l", "no module named", "could not load", "cannot load", "unable to load", "failed to load", "not compiled", "not built", "modulenotfounderror", "has no attribute", "has no member", "importerror", "dllnotfound", "missing", "not found", "nicht installiert", "nicht unterstutzt", "nicht durch den mechanismus", "no instalad", "non installat", "nao instalad", "pas installe", "не установлен", "未安装", "不支持"}
	refused    = []string{"not allowed", "not permitted", "refused", "denied", "not authorized", "failed", "not trusted", "must be trusted", "not fulfilled", "cannot be", "nicht zulassig", "nicht erlaubt", "verweigert", "fehlgeschlagen", "refusee", "echoue", "denegad", "negad", "должен иметь доверие", "запрещ", "拒绝", "失败"}
)

// concepts are looked at in this order: what is told apart most sharply comes first.
var concepts = []concept{
	{codes.Clock, "The text speaks of clocks that differ.", []string{"clock", "time skew", "uhrzeit", "zeitabweichung", "horloge", "reloj", "orologi", "relogio", "часы", "时钟", "時計"}, []string{"skew", "differ", "out of sync", "not synchron", "unsynchron", "too great", "abweich", "unterschied", "nicht synchron", "decal", "desincron", "desfas", "sfasat", "sincron", "рассинхр", "不同步", "偏差"}},
	{codes.Delegation, "The text speaks of a delegation that is refused.", []string{"delegat", "deleg", "s4u2", "impersonat", "делегирован", "委派"}, refused},
	{codes.ChannelBinding, "The text speaks of a channel binding that does not fit.", []string{"channel binding", "channelbinding", "kanalbindung", "liaison de canal", "enlace de canal"}, append([]string{"required", "erforderlich"}, wrong...)},
	{codes.SPNDuplicate, "The text speaks of an SPN on several accounts.", []string{"spn", "service principal name", "serviceprincipalname", "dienstprinzipal", "nom de principal du service", "nombre de entidad de seguridad de servicio"}, []string{"duplicate", "multiple accounts", "several accounts", "already assigned", "already registered", "not unique", "doppelt", "mehrfach", "duplique", "en double", "duplicad", "duplicat", "дублир", "重复"}},
	{codes.Uniqueness, "The text speaks of a name that several entries have.", []string{"principal", "upn", "userprincipalname"}, []string{"multiple entries", "multiple accounts", "several entries", "not unique", "more than one", "duplicate", "mehrere eintrage", "plusieurs", "duplicad", "duplicat"}},
	{codes.SPNMissing, "The text speaks of an SPN that no account has.", []string{"spn", "service principal name", "serviceprincipalname", "dienstprinzipal", "nom de principal du service", "nombre de entidad de seguridad de servicio", "имя участника службы", "服务主体名称"}, append([]string{"not registered", "unregistered", "no registered", "nicht registriert", "registrierten", "pas enregistre", "no registrad", "non registrat", "не зарегистр", "未注册"}, unknown...)},
	{codes.NoCommonEType, "The text speaks of an encryption type that one side does not take.", []string{"encryption type", "enctype", "etype", "keytype", "rc4", "arcfour", "verschlusselungstyp", "type de chiffrement", "tipo de cifrado", "tipo di crittografia", "tipo de criptografia", "тип шифрования", "加密类型", "暗号化の種類"}, unspoken},
	{codes.NoKey, "The text speaks of a keytab or a service key that is missing or cannot be read.", []string{"keytab", "key table", "schlusseltabelle", "service key", "table de cles", "tabla de claves"}, append(append([]string{"does not contain", "contains no", "no suitable", "no key", "no entry"}, absent...), unreadable...)},
	{codes.Expired, "The text speaks of a ticket or login that has expired.", []string{"ticket", "tgt", "credential", "billet", "anmeldedaten", "билет", "票据"}, []string{"expired", "has expired", "no longer valid", "abgelaufen", "expire", "caducad", "vencid", "scadut", "expirad", "истек", "过期", "期限切れ"}},
	{codes.PasswordExpiry, "The text speaks of a password that has expired.", []string{"password", "kennwort", "passwort", "mot de passe", "contrasena", "senha", "парол", "密码", "パスワード"}, []string{"expired", "must be changed", "must change", "abgelaufen", "geandert werden", "expire", "caducad", "scadut", "expirou", "истек", "过期", "有効期限"}},
	{codes.Locked, "The text speaks of a locked account.", []string{"account", "konto", "compte", "cuenta", "conta", "учетная запись", "账户", "帐户", "アカウント", "user"}, []string{"locked", "lockout", "gesperrt", "verrouill", "bloquead", "bloccat", "заблокир", "锁定", "ロックアウト", "잠겨"}},
	{codes.Disabled, "The text speaks of a disabled or expired account.", []string{"account", "konto", "compte", "cuenta", "conta", "учетная запись", "账户", "帐户", "アカウント", "user"}, []string{"disabled", "deactivated", "has expired", "revoked", "deaktiviert", "abgelaufen", "desactiv", "deshabilitad", "disabilitat", "disattivat", "desabilitad", "отключена", "禁用", "無効"}},
	{codes.KDCUnreachable, "The text speaks of a KDC or domain controller that does not answer.", []string{"kdc", "domain controller", "kerberos server", "kerberos client", "directory service", "domanencontroller", "verzeichnisdienst", "controleur de domaine", "controlador de dominio", "controller di dominio", "controlador de dominio", "контроллер домена", "域控制器", "ドメイン コントローラー"}, append(append([]string{}, unanswered...), "not found", "nicht gefunden", "introuvable", "no se encontro", "non trovato", "не найден", "找不到")},
	{codes.UnknownClient, "The text speaks of an account that is not known.", []string{"principal", "kerberos user", "client name", "user name", "username", "account", "computer object", "benutzerkonto", "konto", "compte", "cuenta", "учетная запись", "帐户", "用户"}, unknown},
	{codes.WrongRealm, "The text speaks of a realm that does not fit.", []string{"realm"}, append(append([]string{}, unknown...), wrong...)},
	{codes.Mechanism, "The program lacks the library or mechanism for Kerberos.", []string{"gssapi", "gss_", "mechtype", "mechanism", "mechanismus", "mecanisme", "mecanismo", "rpcsec_gss", "sasl", "spnego", "kerberos library", "kerberos module", "libkrb5", "libgssapi", "lkrb5", "lgssapi", "krb5.h", "kerberos support", "kerberos.node", "provider krb5", "gssapi.h"}, notThere},
	{codes.Config, "The Kerberos configuration is missing or cannot be read.", []string{"krb5.conf", "krb5.ini", "jaas", "stash", "master key", "kdc.conf", "kadm5.acl", "kerberos config", "default realm", "kerberos-konfiguration"}, append(append([]string{}, absent...), unreadable...)},
	{codes.NoCredentials, "The text speaks of a ticket or login that is not there.", []string{"ticket", "tgt", "credentials cache", "credential cache", "ccache", "kerberos credential", "credentials", "anmeldedaten", "anmeldeinformationen", "informations d'identification", "credenciales", "credenziali", "credenciais", "учетные данные", "凭据", "凭证", "票据", "資格情報"}, append([]string{"relogin", "re-login"}, absent...)},
	{codes.BadPassword, "The text speaks of a name or password that is wrong.", []string{"password", "kennwort", "passwort", "mot de passe", "contrasena", "senha", "парол", "密码", "パスワード", "암호", "credentials"}, wrong},
}

// logins are words of a logon or a directory: enough in a text that is a message and no
// more.
var logins = []string{"logon", "login", "log on", "log in", "sign in", "sign-in", "domain", "active directory", "ldap", "spn", "credential", "anmeld", "konto", "verzeichnisdienst", "ouverture de session", "connexion", "inicio de sesion", "dominio", "accesso", "acceso", "вход", "домен", "делегир", "учетн", "登录", "域", "ログオン", "ドメイン"}

// conceptGap is how far a thing and what is wrong with it may stand apart.
const conceptGap = 90

// maxLooked bounds how many lines are looked at for want of a known message.
const maxLooked = 300

// conceptWeight keeps a concept below every message that is known.
const conceptWeight = codes.Weak + 12

// meant looks for a concept where the messages that are known say no cause.
func meant(p pasted, hits []hit) []hit {
	for _, h := range hits {
		if f := h.entry.Family; f != codes.Generic && (!familyOf(f).Harmless || h.weight >= codes.Usual-20) || h.weight >= codes.Usual-20 {
			return hits
		}
	}
	s := p.folded[:min(len(p.folded), maxUnspecific)]
	about := len(s) <= 10*briefText && holdsAny(s, trade) || len(s) <= briefText && holdsAny(s, logins)
	found, looked := false, 0
	steps := map[int]bool{} // lines that are a known step
	for _, h := range hits {
		if familyOf(h.entry.Family).Harmless {
			steps[p.line(p.at(h.start))] = true
		}
	}
	each(p, func(from, to int) {
		if found || from >= len(s) || looked >= maxLooked || p.recordOf(from).skip || len(steps) > 0 && steps[p.line(p.at(from))] {
			return
		}
		line := s[from:min(to, len(s), from+2*maxLine)]
		if !about && !holdsAny(line, trade) {
			return
		}
		if looked++; !holdsAny(line, failures) && !holdsAny(line, absent) && !holdsAny(line, refused) {
			return
		}
		for i := range concepts {
			if at, end := concepts[i].in(line); end > 0 {
				c := &concepts[i]
				e := codes.Entry{What: c.what + " No message that is known says it in these words.", Family: c.family, Kind: "Program message"}
				hits, found = append(hits, hit{&e, from + at, from + end, conceptWeight}), true
				return
			}
		}
	})
	return hits
}

// in says where a line names the thing and what is wrong with it.
func (c concept) in(line string) (start, end int) {
	for _, s := range c.subject {
		i := strings.Index(line, s)
		if i < 0 || i > 0 && word(line[i-1]) { // not the end of another name, as in BadCredentialsException
			continue
		}
		from := max(0, i-conceptGap)
		near := line[from:min(len(line), i+len(s)+conceptGap)]
		for _, w := range c.problem {
			if j := strings.Index(near, w); j >= 0 {
				return min(i, from+j), max(i+len(s), from+j+len(w))
			}
		}
	}
	return 0, 0
}
