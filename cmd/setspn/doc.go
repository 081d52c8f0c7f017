// Package setspn is adwalk setspn: the options of Windows' setspn, with a plan, a
// confirmation and a journal behind each write.
package setspn
