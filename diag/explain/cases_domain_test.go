package explain

import (
	"slices"
	"testing"

	"adwalk/diag/codes"
)

// Texts of the logs, tools and services of a Windows domain, with made-up names.
var domainSamples = []sample{
	{text: "The cmdlet is stopped due to the storage account 'nordfiles' having the DirectoryServiceOptions value: 'AADDS'.", family: codes.Config},
	{text: "mount helper: Error calling AzAuthenticatorLib: -2", family: codes.Rights},
	{text: "[WARN NativeWindowsServiceHelper] NetIsServiceAccount return code is 3221225524", family: codes.Rights},
	{text: "SSPI: the module passes the SPN in service@host form, MSSQLSvc@db.nord.example, and falls back.", family: codes.SPNMalformed},
	{text: "2031-02-02T08:00:00|ERROR|LDAP Connection Test Failed. Check if you're in a domain context!", family: codes.KDCUnreachable},
	{text: "LDAPQueryException: Error creating LDAP connection: GetDomain call failed for NORD", family: codes.KDCUnreachable},
	{text: "Unable to find usable domain controller for nord.example", family: codes.KDCUnreachable},
	{text: "Set-TargetResource: Domain 'nord.example' NOT found after 12 attempts.", family: codes.KDCUnreachable},
	{text: "RDP disconnected! The remote computer WS4 requires Network Level Authentication, which your computer does not support.", family: codes.Policy},
	{text: "negotiation failed: the server requires that the client support Enhanced RDP Security with CredSSP", family: codes.Policy},
	{text: "Der Remotecomputer erfordert die Authentifizierung auf Netzwerkebene, die von Ihrem Computer nicht unterstützt wird.", family: codes.Policy},
	{text: "An authentication error has occurred and the requested function is not supported", family: codes.Policy},
	{text: "Log System, source KDCSVC: The Key Distribution Center lacks strong keys for account: svc-old. Update its password.", family: codes.NoCommonEType},
	{text: "The Key Distribution Center (KDC) met a ticket-granting ticket (TGT) from another KDC (NORD2) that did not contain a PAC attributes field.", family: codes.PAC},
	{text: "The KDC encountered a ticket that did not contain information about the account that requested the ticket while it served another request.", family: codes.PAC},
	{text: "The Key Distribution Center encountered a client certificate that did not chain to a root in the NTAuth store.", family: codes.Pkinit},
	{text: "The KDC uses a certificate without KDC Extended Key Usage (EKU), so logons with smart cards may fail.", family: codes.Pkinit},
	{text: "The KDC met a user certificate that contained a different SID than the user to which it mapped.", family: codes.Pkinit},
	{text: "The program inetinfo.exe could not authenticate locally by using the target name HTTP/portal.nord.example. The target name used is not valid.", family: codes.NTLMLoopback},
	{text: "Event 6038: NTLM authentication is presently being used between clients and this server.", family: codes.NTLMFallback},
	{text: "LSA (LsaSrv) 6167: There is a partial mismatch in the machine ID, the ticket belongs to another boot.", family: codes.Policy},
	{text: "The session setup to the Windows Domain Controller \\\\NORD1 for the domain NORD is not responsive.", family: codes.KDCUnreachable},
	{text: "30 connections came from client machines whose IP addresses don't map to any of the existing sites.", family: codes.Harmless},
	{text: "The Netlogon service encountered a client using RPC signing instead of RPC sealing. Machine SamAccountName: FILER3", family: codes.Policy},
	{text: "The Netlogon service denied a vulnerable Netlogon secure channel connection from a machine account. FILER3", family: codes.Policy},
	{text: "[CRITICAL] NORD: NlSessionSetup: Session setup: cannot I_NetServerAuthenticate 0xc0000022", family: codes.MachineTrust},
	{text: "This computer was not able to set up a secure session with a domain controller in domain NORD due to the following: Access is denied.", family: codes.MachineTrust},
	{text: "This computer was not able to set up a secure session with a domain controller in domain NORD due to the following: The RPC server is unavailable.", family: codes.KDCUnreachable},
	{text: "NETLOGON 5719 not able to set up a secure session with a domain controller in domain NORD due to the following: An internal error occurred.", family: codes.Harmless},
	{text: "A log on at WS7 says: The security database on the server does not have a computer account for this workstation trust relationship.", family: codes.MachineTrust},
	{text: "klist get HTTP/app.nord.example failed with 0xc000018b", family: codes.SPNMissing},
	{text: "Trusted DC Connection Status Status = 1787 0x6fb ERROR_NO_TRUST_SAM_ACCOUNT", family: codes.MachineTrust},
	{text: "repadmin: time since the last replication with this server has exceeded the tombstone lifetime.", family: codes.Replication},
	{text: "Starting test: Advertising. SERVER IS NOT RESPONDING or IS NOT CONSIDERED SUITABLE. NORD1 failed test Advertising", family: codes.KDCUnreachable},
	{text: "Starting test: NetLogons. Unable to connect to the NETLOGON share! (\\\\NORD1\\netlogon)", family: codes.Replication},
	{text: "Exception: Information about the domain could not be retrieved (1355).", family: codes.KDCUnreachable},
	{text: "Sign-in to our portal is refused since KB5011233; the pool runs under a gMSA.", family: codes.SPNMissing},
	{text: "Set-AzureADKerberosServer : Failed to create Azure AD Kerberos Server: Failed to set password for account: LDAP://nord.example/CN=AzureADKerberos", family: codes.Replication},
	{text: "The SSL certificate contains a common name (CN) that does not match the hostname. FullyQualifiedErrorId : 12175,PSSessionStateBroken", family: codes.TLS},
	{text: "The WinRM client cannot process the request. Unencrypted traffic is currently disabled in the client configuration.", family: codes.Policy},
	{text: "AADSTS81002: Unable to validate user's Kerberos ticket.", family: codes.WrongKey},
	{text: "AADSTS81013: Unable to find user object based on information in the user's Kerberos ticket.", family: codes.UnknownClient},
	{text: "2031-02-02 08:00:00 10.9.9.1 50001 10.9.9.2 443 HTTP/1.1 GET /app 400 - RequestLength -", family: codes.TokenSize},
	{text: "[S101] Identity Assertion failed for the user at the storefront", family: codes.Pkinit},
	{text: "Sign-in screen: That option is temporarily unavailable. For now, please use a different method to sign in.", family: codes.Pkinit},
	{text: "The Virtual Machine Management Service failed to authenticate the connection for a virtual machine migration at the source host: no suitable credentials available.", family: codes.DoubleHop},
	{text: "ktpass: Failed to set property \"userPrincipalName\" to \"HTTP/app@NORD.EXAMPLE\" on Dn \"CN=svc-app\": 0x32.", family: codes.Rights},
	{text: "ktpass: Failed to set property \"servicePrincipalName\" to \"HTTP/app\" on Dn \"CN=svc-app\": 0x13.", family: codes.Uniqueness},
	{text: "Could not obtain information about Windows NT group/user 'NORD\\olga', error code 0x5.", family: codes.Rights},
	{text: "Could not obtain information about Windows NT group/user 'NORD\\olga', error code 0x534.", family: codes.UnknownClient},
	{text: "Could not obtain information about Windows NT group/user 'NORD\\olga', error code 0x54b.", family: codes.KDCUnreachable},
	{text: "The SQL Server Network Interface library could not register the Service Principal Name (SPN) for the SQL Server service. Error: 0x54b, state: 3.", family: codes.KDCUnreachable},
	{text: "The SQL Server Network Interface library could not register the Service Principal Name (SPN). Windows return code: 0x21c7, state: 15.", family: codes.Uniqueness},
	{text: "The SQL Server Network Interface library could not register the Service Principal Name (SPN). Windows return code: 0x2098, state: 15.", family: codes.Rights},
	{text: "Set-Spn -SPN MSSQLSvc\\DB4.nord.example : CommitChanges: A constraint violation occurred.", family: codes.SPNMalformed},
	{text: "With Microsoft.Data.SqlClient 5 the same connection string fails: The target principal name is incorrect.", family: codes.TLS},
	{text: "With Microsoft.Data.SqlClient 5 the same connection string fails: The target principal name is incorrect. Cannot generate SSPI context.", family: codes.WrongKey},
	{text: "Get-Volume: WinRM cannot process the request. The following error with errorcode 0x8009030e occurred while using Kerberos authentication: A specified logon session does not exist. + PSComputerName : NODE3", family: codes.DoubleHop},
	{text: "An account failed to log on. Logon Type: 3 Account Name: svc-web Status: 0xC000006D Sub Status: 0x0 Source Network Address: 127.0.0.1 Logon Process: NtLmSsp", family: codes.NTLMLoopback},
	{text: "An account failed to log on. Logon Type: 3 Account Name: svc-web Status: 0xC000006D Sub Status: 0xC000006A Source Network Address: 127.0.0.1 Logon Process: NtLmSsp", family: codes.BadPassword},
}

// The same messages of Windows in other languages.
var domainLanguages = []sample{
	{text: "Fehler bei der Anmeldung für den Benutzer 'NT-AUTORITÄT\\ANONYMOUS-ANMELDUNG'.", family: codes.DoubleHop},
	{text: "Échec de l'ouverture de session de l'utilisateur 'AUTORITE NT\\ANONYMOUS LOGON'.", family: codes.DoubleHop},
	{text: "Error de inicio de sesión del usuario 'NT AUTHORITY\\ANONYMOUS LOGON'.", family: codes.DoubleHop},
	{text: "Ошибка входа пользователя \"NT AUTHORITY\\АНОНИМНЫЙ ВХОД\".", family: codes.DoubleHop},
	{text: "ユーザー 'NT AUTHORITY\\ANONYMOUS LOGON' はログインできませんでした。", family: codes.DoubleHop},
	{text: "用户 'NT AUTHORITY\\ANONYMOUS LOGON' 登录失败。", family: codes.DoubleHop},
	{text: "Fehler bei der Anmeldung. Die Anmeldung erfolgt aus einer nicht vertrauenswürdigen Domäne und kann mit der integrierten Authentifizierung nicht verwendet werden.", family: codes.Trust},
	{text: "Échec de la connexion. La connexion provient d'un domaine non approuvé et ne peut pas être utilisée avec l'authentification intégrée.", family: codes.Trust},
	{text: "Error de inicio de sesión. El inicio de sesión proviene de un dominio que no es de confianza y no se puede utilizar con la autenticación integrada.", family: codes.Trust},
	{text: "Ошибка входа. Имя входа принадлежит недоверенному домену и не может использоваться в встроенной проверке подлинности.", family: codes.Trust},
	{text: "登录失败。该登录名来自不受信任的域，不能与集成身份验证一起使用。", family: codes.Trust},
	{text: "ログインに失敗しました。このログインは信頼されていないドメインからのものであるため、統合認証では使用できません。", family: codes.Trust},
	{text: "Es konnte eine Verbindung mit dem Server hergestellt werden, doch während des Anmeldevorgangs trat ein Fehler auf. (provider: SSL-Provider, error: 0 - Die Zertifikatkette wurde von einer nicht vertrauenswürdigen Zertifizierungsstelle ausgestellt.)", family: codes.TLS},
	{text: "La connexion a été établie avec le serveur, mais une erreur s'est ensuite produite pendant le processus de connexion. (provider: SSL Provider, error: 0 - La chaîne de certificats a été fournie par une autorité qui n'est pas approuvée.)", family: codes.TLS},
	{text: "Se estableció correctamente una conexión con el servidor, pero se produjo un error durante el proceso de inicio de sesión. (provider: Proveedor de SSL, error: 0 - La cadena de certificación fue emitida por una entidad en la que no se confía.)", family: codes.TLS},
	{text: "Цепочка сертификатов выпущена центром сертификации, не имеющим доверия.", family: codes.TLS},
	{text: "已成功与服务器建立连接，但是在登录过程中发生错误。 (provider: SSL Provider, error: 0 - 证书链是由不受信任的颁发机构颁发的。)", family: codes.TLS},
	{text: "サーバーとの接続を正常に確立しましたが、ログイン プロセス中にエラーが発生しました。 (provider: SSL Provider, error: 0 - 信頼されていない機関によって証明書チェーンが発行されました。)", family: codes.TLS},
	{text: "Authentifizierungsfehler. Die angeforderte Funktion wird nicht unterstützt. Remotecomputer: TS1. Ursache könnte eine CredSSP Encryption Oracle Remediation sein.", family: codes.Policy},
	{text: "Une erreur d'authentification s'est produite. La fonction demandée n'est pas prise en charge. Ordinateur distant : TS1", family: codes.Policy},
	{text: "Error de autenticación. La función solicitada no se admite. Equipo remoto: TS1", family: codes.Policy},
	{text: "Произошла ошибка при проверке подлинности. Указанная функция не поддерживается. Удаленный компьютер: TS1", family: codes.Policy},
	{text: "認証エラーが発生しました。要求された関数はサポートされていません。 リモート コンピューター: TS1", family: codes.Policy},
	{text: "出现身份验证错误。要求的函数不受支持。远程计算机: TS1", family: codes.Policy},
	{text: "Si è verificato un errore di autenticazione. La funzione richiesta non è supportata.", family: codes.Policy},
	{text: "Authentifizierungsfehler. Die angeforderte Funktion wird nicht unterstützt. Remotecomputer: TS1", family: codes.Policy},
	{text: "Authentifizierungsfehler. Die lokale Sicherheitsautorität (LSA) ist nicht erreichbar. Remotecomputer: ts1", family: codes.KDCUnreachable},
	{text: "Une erreur d'authentification s'est produite. Impossible de contacter l'autorité de sécurité locale. Ordinateur distant : ts1", family: codes.KDCUnreachable},
	{text: "Error de autenticación. No se puede establecer contacto con la autoridad de seguridad local. Equipo remoto: ts1", family: codes.KDCUnreachable},
	{text: "Произошла ошибка при проверке подлинности. Не удается установить связь с локальной системой безопасности. Удаленный компьютер: ts1", family: codes.KDCUnreachable},
	{text: "認証エラーが発生しました。ローカル セキュリティ機関にアクセスできません。", family: codes.KDCUnreachable},
	{text: "出现身份验证错误。无法连接到本地安全机构。远程计算机: ts1", family: codes.KDCUnreachable},
	{text: "Doppelter SPN gefunden, Vorgang wird abgebrochen.", family: codes.Uniqueness},
	{text: "SPN en double détecté, abandon de l'opération !", family: codes.Uniqueness},
	{text: "Se encontró un SPN duplicado; anulando la operación", family: codes.Uniqueness},
	{text: "Обнаружено дублирование SPN, операция прерывается!", family: codes.Uniqueness},
	{text: "Zwischengespeicherte Tickets: (0)", family: codes.NoCredentials},
	{text: "Tickets mis en cache : (0)", family: codes.NoCredentials},
	{text: "Кэшированные билеты: (0)", family: codes.NoCredentials},
	{text: "Vales almacenados en caché: (0)", family: codes.NoCredentials},
	{text: "Systemfehler 53 aufgetreten. Der Netzwerkpfad wurde nicht gefunden.", family: codes.ServerDown},
	{text: "L'erreur système 53 s'est produite. Le chemin réseau n'a pas été trouvé.", family: codes.ServerDown},
	{text: "Error de sistema 53. No se ha encontrado la ruta de acceso de la red.", family: codes.ServerDown},
	{text: "Системная ошибка 53. Не найден сетевой путь.", family: codes.ServerDown},
	{text: "Systemfehler 1396 aufgetreten. Der Zielkontoname ist ungültig.", family: codes.WrongKey},
	{text: "Échec d'ouverture de session : le nom du compte cible est incorrect.", family: codes.WrongKey},
	{text: "El nombre de la cuenta de destino es incorrecto.", family: codes.WrongKey},
	{text: "Вход в систему не произведен: конечная учетная запись указана неверно.", family: codes.WrongKey},
	{text: "登录失败: 目标帐户名称不正确。", family: codes.WrongKey},
	{text: "ログオン失敗: ターゲット アカウント名は正しくありません。", family: codes.WrongKey},
	{text: "Beim Verarbeiten einer TGS-Anforderung für den Zielserver http/web hatte das Konto admin@NORD keinen passenden Schlüssel zum Generieren eines Kerberos-Tickets (der fehlende Schlüssel hat eine ID von 9). Die angeforderten Etypes waren 18 17. Die verfügbaren Etypes des Kontos waren 23.", family: codes.NoCommonEType},
	{text: "Lors du traitement d'une demande TGS pour le serveur cible http/web, le compte admin@NORD ne possédait pas de clé appropriée pour la génération d'un ticket Kerberos (la clé manquante a pour ID 9).", family: codes.NoCommonEType},
	{text: "Al procesar una solicitud TGS para el servidor de destino http/web, la cuenta admin@NORD no tenía una clave adecuada para generar un vale Kerberos (la clave que falta tiene el id. 9).", family: codes.NoCommonEType},
	{text: "При обработке запроса TGS для конечного сервера http/web учетная запись admin@NORD не имела подходящего ключа для создания билета Kerberos (отсутствующий ключ имеет идентификатор 9).", family: codes.NoCommonEType},
	{text: "Die Sicherheitsdatenbank auf dem Server enthält kein Computerkonto für diese Arbeitsstationsvertrauensstellung.", family: codes.MachineTrust},
	{text: "La base de données de sécurité du serveur n'a pas de compte d'ordinateur pour la relation d'approbation avec cette station de travail.", family: codes.MachineTrust},
	{text: "La base de datos de seguridad del servidor no tiene una cuenta de equipo para esta relación de confianza con la estación de trabajo.", family: codes.MachineTrust},
	{text: "服务器上的安全数据库没有此工作站信任关系的计算机帐户。", family: codes.MachineTrust},
	{text: "サーバー上のセキュリティ データベースにこのワークステーションの信頼関係に対するコンピューター アカウントがありません。", family: codes.MachineTrust},
	{text: "Der Computer konnte eine sichere Sitzung mit einem Domänencontroller in der Domäne NORD aufgrund der folgenden Ursache nicht einrichten: Es stehen momentan keine Anmeldeserver zum Verarbeiten der Anmeldeanforderung zur Verfügung.", family: codes.KDCUnreachable},
	{text: "Cet ordinateur n'a pas pu configurer une session sécurisée avec un contrôleur de domaine dans le domaine NORD en raison du problème suivant : Aucun serveur d'accès n'est disponible pour traiter la demande d'ouverture de session.", family: codes.KDCUnreachable},
	{text: "Компьютер не может установить безопасный сеанс связи с контроллером домена NORD по следующей причине: Отсутствуют серверы, которые могли бы обработать запрос на вход в сеть.", family: codes.KDCUnreachable},
	{text: "Dieser Computer konnte sich nicht bei \\\\DC1, einem Windows-Domänencontroller für die Domäne NORD, authentifizieren. Deshalb kann dieser Computer Anmeldeanforderungen ablehnen.", family: codes.MachineTrust},
	{text: "La configuration de la session de l'ordinateur PC1 n'a pas pu être authentifiée. L'erreur suivante s'est produite : Accès refusé.", family: codes.MachineTrust},
	{text: "La relación de confianza entre esta estación de trabajo y el dominio principal produjo un error.", family: codes.MachineTrust},
	{text: "Die Anforderung kann von WinRM nicht verarbeitet werden. Wenn das Authentifizierungsschema nicht Kerberos ist oder der Clientcomputer nicht Mitglied einer Domäne ist, muss der HTTPS-Datentransport verwendet werden oder der Zielcomputer der TrustedHosts-Konfigurationseinstellung hinzugefügt werden.", family: codes.NTLMFallback},
	{text: "Le client WinRM ne peut pas traiter la demande. Si le modèle d'authentification n'est pas Kerberos, ou si l'ordinateur client n'est pas joint à un domaine, le transport HTTPS doit être utilisé ou l'ordinateur de destination doit être ajouté au paramètre de configuration TrustedHosts.", family: codes.NTLMFallback},
	{text: "WinRM 客户端无法处理该请求。如果身份验证方案与 Kerberos 不同，或者客户端计算机未加入到域中，则必须使用 HTTPS 传输或者必须将目标计算机添加到 TrustedHosts 配置设置。", family: codes.NTLMFallback},
	{text: "WinRM クライアントは要求を処理できません。認証スキームが Kerberos とは異なる場合、またはクライアント コンピューターがドメインに参加していない場合は、HTTPS 転送を使用するか、または宛先コンピューターを TrustedHosts 構成設定に追加する必要があります。", family: codes.NTLMFallback},
	{text: "Zwischen den Client- und Serveruhren besteht ein Zeitunterschied. Die Anmeldung am Domänencontroller schlug fehl", family: codes.Clock},
	{text: "Il existe une différence de temps et/ou de date entre le client et le serveur.", family: codes.Clock},
	{text: "Hay una diferencia de hora y/o fecha entre el cliente y el servidor.", family: codes.Clock},
	{text: "Существует расхождение времени и (или) даты на клиенте и сервере.", family: codes.Clock},
	{text: "Test-ADServiceAccount : Fehler beim Testen des verwalteten Dienstkontos gmsa-web. Bei einem gruppenverwalteten Dienstkonto verfügt dieser Computer entweder nicht über die Berechtigung zum Verwenden des Gruppen-MSA", family: codes.Rights},
}

// What round these texts stands about a service, and what it means there.
var domainServices = []sample{
	{text: "nltest /sc_query:nord.example returns 0x5 ERROR_ACCESS_DENIED", family: codes.MachineTrust},
	{text: "I_NetLogonControl failed: Status = 5 0x5 ERROR_ACCESS_DENIED", family: codes.Rights},
	{text: "AADSTS80001: Unable to connect to Active Directory", family: codes.KDCUnreachable},
	{text: "AADSTS80013: The authentication attempt couldn't be completed due to time skew", family: codes.Clock},
	{text: "Client Access server nord1 tried to proxy traffic to nord2. This failed because the authentication for the connection between the two Client Access servers failed.", family: codes.SPNMissing},
	{text: "Exchange has detected that NTLM-based authentication is presently being used between this server and server 'NORD2'.", family: codes.NTLMFallback},
	{text: "SMB2 session setup: STATUS_SERVER_UNAVAILABLE", family: codes.ServerDown},
	{text: "DirectoryServicesCOMException (0x80072020): An operations error occurred. at DirectoryEntry.Bind", family: codes.DoubleHop},
	{text: "New-PSSession: Connecting to remote server mail.nord.example failed with the following error message : MI_RESULT_ACCESS_DENIED", family: codes.Rights},
	{text: "Ldap search capability attribute search failed on server NORD3, return value = 81. NORD3 failed test Advertising", family: codes.ServerDown},
	{text: "Copy-DbaLogin: The target principal name is incorrect", family: codes.TLS},
	{text: "The report server runs as a domain account with Kerberos, and the browser shows the login prompt again and again.", family: codes.NTLMFallback},
}

// Replication, certificates and web services, and words that name no cause by themselves.
var domainRest = []sample{
	{text: "NTDS KCC: this directory partition is no longer replicated from the source domain controller at the following address.", family: codes.Replication},
	{text: "The Knowledge Consistency Checker was unable to form a complete spanning tree network topology.", family: codes.Replication},
	{text: "DFSR: The DFS Replication service failed to contact domain controller NORD2 to access configuration information.", family: codes.KDCUnreachable},
	{text: "NtFrs: The File Replication Service is having trouble enabling replication from NORD1 to NORD2.", family: codes.Replication},
	{text: "The name in the subject field of your smart card logon certificate does not say which domain it is for.", family: codes.Pkinit},
	{text: "Login with the smartcard: krb5_child: Pre-authentication failed: Invalid argument", family: codes.Pkinit},
	{text: "krb5_child: Pre-authentication failed: Invalid argument", family: codes.BadPassword},
	{text: "The HTTP request is unauthorized with client authentication scheme 'Negotiate'. The authentication header received from the server was NTLM", family: codes.NTLMFallback},
	{text: "After setting ldapenforcechannelbinding to 2 the script is unable to connect to the domain controller.", family: codes.ChannelBinding},
	{text: "The listener fails, the cluster name object not having permission to create computer objects.", family: codes.Rights},
	{text: "COMException (0x80005000): Unknown error (0x80005000) at DirectoryEntry.Bind", family: codes.LDAPRequest},
	{text: "COMException (0x8007200A): The specified directory service attribute or value does not exist.", family: codes.LDAPRequest},
	{text: "provider: SQL Network Interfaces, error: 44 - Could not compose Service Principal Name (SPN) for Windows Integrated Authentication. Name or service not known", family: codes.DNS},
	{text: "Setup: the account NORD\\app-runner$ is not a managed service account.", family: codes.Rights},
	{text: "Set-Item : The config setting TrustedHosts cannot be changed because is controlled by policies.", family: codes.Policy},
	{text: "[ADDomain]nord Active Directory domain 'nord.example' cannot be found.", family: codes.KDCUnreachable},
	{text: "Zuordnungen von Kontennamen und Sicherheitskennungen wurden nicht durchgeführt.", family: codes.UnknownClient},
	{text: "Systemfehler 1332. Nie zostało wykonane mapowanie między nazwami kont a identyfikatorami zabezpieczeń.", family: codes.UnknownClient},
	{text: "DCDIAG: 登入失敗:目標帳戶名稱不正確。", family: codes.WrongKey},
}

// The number of a driver's own list is no Kerberos error.
func TestNativeErrorsAreNoKerberosErrors(t *testing.T) {
	e := Text("Set-ClusterQuorum : NATIVE ERROR CODE : 1. The following error with errorcode 0x8009030e occurred while using Kerberos authentication")
	for _, m := range e.Matches {
		if m.Family == codes.Disabled {
			t.Errorf("the driver's number 1 is read as an expired account%s", brief(e))
		}
	}
}

func TestTextsOfADomainAreRead(t *testing.T) {
	for _, c := range slices.Concat(domainSamples, domainLanguages, domainServices, domainRest) {
		e := Text(c.text)
		if len(e.Matches) == 0 || e.Matches[0].Family != c.family {
			t.Errorf("want %s%s for %q", c.family, brief(e), c.text)
		}
	}
}
