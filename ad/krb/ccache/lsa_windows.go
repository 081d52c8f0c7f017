package ccache

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	secur32       = windows.NewLazySystemDLL("secur32.dll")
	lsaConnect    = secur32.NewProc("LsaConnectUntrusted")
	lsaLookup     = secur32.NewProc("LsaLookupAuthenticationPackage")
	lsaCall       = secur32.NewProc("LsaCallAuthenticationPackage")
	lsaFree       = secur32.NewProc("LsaFreeReturnBuffer")
	lsaDeregister = secur32.NewProc("LsaDeregisterLogonProcess")
	kerberosName  = "Kerberos" // MICROSOFT_KERBEROS_NAME_A
)

// sessionCaches are the caches that every login of the system has.
func sessionCaches() []string { return []string{logonSession} }

// askLSA lists the tickets of the own logon session, as klist does: in the newest form
// that this Windows knows. It asks for no ticket and for no key. Tried under wine only,
// whose security authority knows the oldest form.
func askLSA() ([]lsaTicket, error) {
	for _, p := range []*windows.LazyProc{lsaConnect, lsaLookup, lsaCall, lsaFree, lsaDeregister} {
		if err := p.Find(); err != nil {
			return nil, err
		}
	}
	var authority windows.Handle
	if status, _, _ := lsaConnect.Call(uintptr(unsafe.Pointer(&authority))); status != 0 {
		return nil, lsaStatus{"LsaConnectUntrusted", uint32(status)}
	}
	defer lsaDeregister.Call(uintptr(authority))
	name, err := windows.NewNTString(kerberosName)
	if err != nil {
		return nil, err
	}
	var number uint32
	if status, _, _ := lsaLookup.Call(uintptr(authority), uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&number))); status != 0 {
		return nil, lsaStatus{"LsaLookupAuthenticationPackage", uint32(status)}
	}
	for _, form := range lsaForms {
		var list []lsaTicket
		if list, err = queryLSA(authority, number, form); err == nil {
			return list, nil
		}
	}
	return nil, err
}

// queryLSA asks with KERB_QUERY_TKT_CACHE_REQUEST; a logon id of zero is the own session.
func queryLSA(authority windows.Handle, kerberos uint32, form lsaForm) ([]lsaTicket, error) {
	request := struct {
		message uint32
		low     uint32
		high    int32
	}{message: form.message}
	var (
		answer   *byte
		size     uint32
		protocol uint32 // what the package says; the call's own status says that it was reached
	)
	status, _, _ := lsaCall.Call(uintptr(authority), uintptr(kerberos), uintptr(unsafe.Pointer(&request)), unsafe.Sizeof(request),
		uintptr(unsafe.Pointer(&answer)), uintptr(unsafe.Pointer(&size)), uintptr(unsafe.Pointer(&protocol)))
	if status == 0 {
		status = uintptr(protocol)
	}
	if answer != nil {
		defer lsaFree.Call(uintptr(unsafe.Pointer(answer)))
	}
	if uint32(status) != 0 {
		return nil, lsaStatus{"the Kerberos package", uint32(status)}
	}
	if answer == nil {
		return nil, errLSAList
	}
	b := append([]byte(nil), unsafe.Slice(answer, size)...)
	return decodeLSA(b, uint64(uintptr(unsafe.Pointer(answer))), form)
}

// lsaStatus is an NTSTATUS that the security authority answered.
type lsaStatus struct {
	call   string
	status uint32
}

func (s lsaStatus) Error() string { return fmt.Sprintf("%s answered 0x%08X", s.call, s.status) }
