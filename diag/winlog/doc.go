// Package winlog knows the labels of Windows event logs in the languages of Windows,
// and finds the numbers of events in pasted text: in the text of the event viewer, in
// XML, and in the tables of Get-WinEvent. Package explain and the readers of pastes
// share it, so that both recognise the same.
package winlog
