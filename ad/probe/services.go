package probe

import (
	"context"
	"slices"
	"strings"
)

// service is a kind of service that can be asked. Each stands in the file of its protocol
// and in services.
type service struct {
	scheme   string
	port     string
	class    string   // what a client puts before the host, in its letters: a directory takes small and capital ones alike, a keytab does not
	takes    []string // the classes of SPNs that mean this service, small letters
	protocol string   // its name, for a person
	secure   bool     // the connection begins with TLS
	ask      func(*attempt, context.Context)
}

// services lists what can be asked.
func services() []service {
	return slices.Concat(webServices(), directoryServices(), []service{mailService(), fileService(), sqlService()})
}

// serviceOf is the service of a scheme.
func serviceOf(scheme string) (service, bool) {
	list := services()
	if i := slices.IndexFunc(list, func(s service) bool { return s.scheme == scheme }); i >= 0 {
		return list[i], true
	}
	return service{}, false
}

// serviceFor is the service of an SPN's class: of several the one of the scheme, else the
// first.
func serviceFor(class, scheme string) (service, bool) {
	class = strings.ToLower(class)
	if s, ok := serviceOf(scheme); ok && slices.Contains(s.takes, class) {
		return s, true
	}
	list := services()
	if i := slices.IndexFunc(list, func(s service) bool { return slices.Contains(s.takes, class) }); i >= 0 {
		return list[i], true
	}
	return service{}, false
}
