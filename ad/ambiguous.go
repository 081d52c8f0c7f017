package ad

import "fmt"

// AmbiguousAccount is the error of a name to which several accounts answer, such as
// a user web1 and a computer web1$. A person has to choose one.
type AmbiguousAccount struct {
	Name     string
	Accounts []Account
}

func (e *AmbiguousAccount) Error() string {
	return fmt.Sprintf("%q names %d accounts", e.Name, len(e.Accounts))
}
