// Package reports is adwalk report: walks of one or more guides as a document.
package reports
