// Package page shows a text in a pager: the page of a finding, the evidence of
// a step, an export.
package page
