package sqld

import "adwalk/ad/lab/accept"

// Judge answers logins with what an acceptor says to their tickets; a ticket that it
// cannot read is the login of a domain that is not trusted.
func Judge(a *accept.Acceptor) func(token []byte) []byte {
	return func(token []byte) []byte {
		refused := Error(18452, "Login failed. The login is from an untrusted domain and cannot be used with Integrated authentication.")
		ap, err := accept.ParseToken(token)
		if err != nil {
			return refused
		}
		client, code := a.Accept(ap)
		if code != 0 {
			return refused
		}
		reply, err := accept.Respond(accept.Accepted, accept.TokenAPRep, client.Reply)
		if err != nil {
			return refused
		}
		return SSPI(reply)
	}
}
