package keytabs

// Answer is all that is said of a keytab and one service.
type Answer struct {
	Facts
	Verdict
	Login   *Login   `json:"login,omitempty"`   // where one was made with the keytab
	Recipes []Recipe `json:"recipes,omitempty"` // how to make the right keytab, where this one is wrong
}
