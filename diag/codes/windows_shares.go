package codes

// shares are the statuses that a file server and its namespaces answer (ntstatus.h), beside
// those of the logon.
var shares = []status{
	{Value: 0xC0000257, Names: []string{"STATUS_PATH_NOT_COVERED"}, Say: []string{"the contacted server does not support the indicated part of the dfs namespace"}, What: "The path lies on another server: it leads on through DFS, and the client did not follow.", Family: NotFound, Also: []string{Config},
		Causes: []string{"the client does not follow DFS, or does not know which domain controller to ask for the referral"}, Next: []string{"name the server that holds the folder instead of the namespace, or switch DFS on at the client"}},
	{Value: 0xC000009B, Names: []string{"STATUS_DFS_EXIT_PATH_FOUND"}, What: "The path leads on through DFS to another server.", Family: NotFound, Also: []string{Config}, Weight: usual - 8},
	{Value: 0xC000026D, Names: []string{"STATUS_DFS_UNAVAILABLE"}, Say: []string{"dfs is unavailable on the contacted server"}, What: "The server does not answer for its DFS namespace.", Family: ServerDown, Also: []string{KDCUnreachable}},
	{Value: 0xC000019C, Names: []string{"STATUS_FS_DRIVER_REQUIRED"}, What: "The server wants the path resolved through DFS first.", Family: Config, Also: []string{NotFound}, Weight: usual - 8},
	{Value: 0xC00000CA, Names: []string{"STATUS_NETWORK_ACCESS_DENIED"}, What: "The network refuses this account.", Family: Rights, Also: []string{Policy}},
	{Value: 0xC00000C9, Names: []string{"STATUS_NETWORK_NAME_DELETED"}, What: "The connection to the share was cut.", Family: ServerDown, Weight: usual - 8},
	{Value: 0xC00000D0, Names: []string{"STATUS_REQUEST_NOT_ACCEPTED"}, What: "The server takes no more connections, or refuses this one.", Family: Policy, Weight: usual - 8},
	{Value: 0xC00000CE, Names: []string{"STATUS_TOO_MANY_SESSIONS"}, What: "The server takes no more sessions.", Family: Policy, Weight: usual - 12},
	{Value: 0xC00000BF, Names: []string{"STATUS_NETWORK_BUSY"}, What: "The network is busy.", Family: ServerDown, Weight: usual - 15},
	{Value: 0xC00000BD, Names: []string{"STATUS_DUPLICATE_NAME"}, What: "The host does not take this name for its own: it is an alias that it was not told of, or another host has it too.", Family: SPNMissing, Also: []string{NTLMLoopback}, Weight: usual - 10},
	{Value: 0xC00000BC, Names: []string{"STATUS_REMOTE_NOT_LISTENING"}, What: "The host does not answer under that name.", Family: ServerDown, Weight: usual - 8},
	{Value: 0xC00000D6, Names: []string{"STATUS_VIRTUAL_CIRCUIT_CLOSED"}, What: "The connection was closed.", Family: ServerDown, Weight: usual - 12},
	{Value: 0xC0000241, Names: []string{"STATUS_CONNECTION_ABORTED"}, What: "The connection broke off.", Family: ServerDown, Weight: usual - 8},
	{Value: 0xC000023F, Names: []string{"STATUS_PORT_UNREACHABLE"}, What: "Nothing listens on that port.", Family: ServerDown},
	{Value: 0xC000023E, Names: []string{"STATUS_PROTOCOL_UNREACHABLE"}, What: "The host cannot be reached in this way.", Family: ServerDown},
}

// smartCards are the answers of Windows' and of PC/SC's smart card services (winerror.h,
// facility 16) that a logon with a card ends with.
var smartCards = []status{
	{Value: 0x8010000C, Names: []string{"SCARD_E_NO_SMARTCARD"}, Say: []string{"the operation requires a smart card, but no smart card is currently in the device"}, What: "There is no card in the reader.", Family: Pkinit, Weight: usual - 6},
	{Value: 0x8010000D, Names: []string{"SCARD_E_UNKNOWN_CARD"}, Say: []string{"the specified smart card name is not recognized"}, What: "The card is not one that this computer knows.", Family: Pkinit, Weight: usual - 6},
	{Value: 0x80100017, Names: []string{"SCARD_E_READER_UNAVAILABLE"}, What: "The reader cannot be used.", Family: Pkinit, Weight: usual - 6},
	{Value: 0x8010001D, Names: []string{"SCARD_E_NO_SERVICE"}, Say: []string{"the smart card resource manager is not running"}, What: "The smart card service does not run, or not for this session.", Family: Pkinit, Also: []string{Config}, Weight: usual - 6},
	{Value: 0x8010001E, Names: []string{"SCARD_E_SERVICE_STOPPED"}, What: "The smart card service has stopped.", Family: Pkinit, Weight: usual - 6},
	{Value: 0x80100022, Names: []string{"SCARD_E_UNSUPPORTED_FEATURE"}, Say: []string{"this smart card does not support the requested feature", "the smart card cannot perform the requested operation or the operation requires a different smart card"}, What: "The card, or its driver, cannot do what the logon needs.", Family: Pkinit, Weight: usual - 4},
	{Value: 0x8010002C, Names: []string{"SCARD_E_NO_SUCH_CERTIFICATE"}, Say: []string{"the requested certificate does not exist"}, What: "The card holds no certificate for this.", Family: Pkinit},
	{Value: 0x8010002D, Names: []string{"SCARD_E_CERTIFICATE_UNAVAILABLE"}, Say: []string{"the requested certificate could not be obtained"}, What: "The certificate on the card cannot be read.", Family: Pkinit},
	{Value: 0x8010002E, Names: []string{"SCARD_E_NO_READERS_AVAILABLE"}, Say: []string{"cannot find a smart card reader"}, What: "There is no reader.", Family: Pkinit, Weight: usual - 6},
	{Value: 0x80100030, Names: []string{"SCARD_E_NO_KEY_CONTAINER"}, Say: []string{"the requested key container does not exist on the smart card"}, What: "The card holds no key for the certificate.", Family: Pkinit},
	{Value: 0x80100069, Names: []string{"SCARD_W_REMOVED_CARD"}, Say: []string{"the smart card has been removed, so that further communication is not possible"}, What: "The card was taken out.", Family: Pkinit, Weight: usual - 6},
	{Value: 0x8010006A, Names: []string{"SCARD_W_SECURITY_VIOLATION"}, Say: []string{"access was denied because of a security violation"}, What: "The card refuses its key.", Family: Pkinit, Weight: usual - 6},
	{Value: 0x8010006B, Names: []string{"SCARD_W_WRONG_CHV"}, Say: []string{"the card cannot be accessed because the wrong pin was presented"}, What: "The PIN is wrong.", Family: BadPassword, Also: []string{Pkinit}},
	{Value: 0x8010006C, Names: []string{"SCARD_W_CHV_BLOCKED"}, Say: []string{"the card cannot be accessed because the maximum number of pin entry attempts has been reached"}, What: "The PIN is blocked after too many wrong ones.", Family: Locked, Also: []string{Pkinit}},
}

// cardLogons are what programs say of a card that does not serve for a logon.
var cardLogons = []Entry{
	{What: "The card holds no certificate that serves for a logon, or its key cannot be used.", Family: Pkinit, Weight: usual + 2, Say: []string{"no suitable smartcard certificates were found*", "no suitable smart card certificates*", "unable to get smartcard certificate for logon*", "no valid certificates were found on this smart card*", "no valid certs found on card*", "at_keyexchange key for reader*", "at_signature key for reader*"},
		Causes: []string{"the certificate lacks the purposes Client Authentication and Smart Card Logon, or the user's name", "its issuer is not trusted for logons (NTAuth)", "the card's key is of a kind that the policy does not allow, as an elliptic curve"}, Next: []string{"certutil -scinfo on the client tells what each certificate lacks"}},
}
