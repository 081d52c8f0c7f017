package codes

// wmi are the answers of Windows' management instrumentation (wbemcli.h) that a login or a
// right decides.
var wmi = []status{
	{Value: 0x80041001, Names: []string{"WBEM_E_FAILED"}, What: "The management instrumentation failed and does not say why.", Family: Generic, Weight: weak + 12},
	{Value: 0x80041003, Names: []string{"WBEM_E_ACCESS_DENIED"}, What: "The management instrumentation refuses this account.", Family: Rights, Also: []string{DoubleHop},
		Causes: []string{"the account has no right to the namespace, to remote activation of DCOM, or is no administrator there", "a local account's rights are filtered over the network"}},
	{Value: 0x8004100E, Names: []string{"WBEM_E_INVALID_NAMESPACE"}, What: "The computer has no such namespace: the role or program that brings it is missing.", Family: Config, Weight: usual - 6},
	{Value: 0x80041015, Names: []string{"WBEM_E_TRANSPORT_FAILURE"}, What: "The connection to the management instrumentation broke off.", Family: ServerDown},
	{Value: 0x80041064, Names: []string{"WBEM_E_LOCAL_CREDENTIALS"}, Say: []string{"user credentials cannot be used for local connections"}, What: "The management instrumentation takes no other credentials on the computer itself.", Family: Config},
	{Value: 0x80041087, Names: []string{"WBEM_E_ENCRYPTED_CONNECTION_REQUIRED"}, What: "The namespace is only open to encrypted connections.", Family: Policy},
}
