package lab

import (
	"net"
	"slices"
	"strconv"

	"adwalk/ad/lab/kdc"
	"adwalk/ad/lab/ldapd"
)

// maxEvents bounds what a long-running lab remembers.
const maxEvents = 100_000

// LDAPEvents lists the LDAP operations served so far, oldest first.
func (l *Lab) LDAPEvents() []ldapd.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.ldapEvents)
}

// KDCEvents lists the KDC's answers so far, oldest first.
func (l *Lab) KDCEvents() []kdc.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.kdcEvents)
}

func (l *Lab) noteLDAP(e ldapd.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.ldapEvents) < maxEvents {
		l.ldapEvents = append(l.ldapEvents, e)
	}
}

func (l *Lab) noteKDC(e kdc.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.kdcEvents) < maxEvents {
		l.kdcEvents = append(l.kdcEvents, e)
	}
}

// serial numbers the certificates of one lab.
func (l *Lab) serial() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.certs++
	return l.certs + 1
}

func portOf(hostPort string) uint16 {
	_, p, err := net.SplitHostPort(hostPort)
	if err != nil {
		return 0
	}
	n, err := strconv.ParseUint(p, 10, 16)
	if err != nil {
		return 0
	}
	return uint16(n)
}
