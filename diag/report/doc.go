// Package report turns finished walks into one document of evidence: JSON with a
// versioned schema, Markdown, or one HTML page that needs no script and loads
// nothing. The summary comes first, then each guide with its findings, what proved
// them, what is not known, the plan and what was done, then every query.
//
// It writes to a writer that is given to it. Foreign text is made printable and
// escaped for the form that is written.
package report
