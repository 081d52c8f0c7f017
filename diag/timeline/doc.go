// Package timeline turns what somebody recorded into a story and a diagnosis: the
// messages of a network capture, a KRB5_TRACE, an export of Windows events, a web
// server's log. Each source becomes events in the order of their times; events
// that show a fault become findings with a code, the SPN or account that they are
// about, and the guide to go on with.
//
// It reads what it is given and nothing else, keeps neither hashes nor tickets nor
// passwords, and holds at most MaxEvents events.
package timeline
