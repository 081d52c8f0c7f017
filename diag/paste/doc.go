// Package paste reads what people paste or give as files: output of Exchange
// cmdlets and log files, in any encoding, layout and culture that is met in the
// field. Every reader is bounded and answers with a *ad.Problem that shows what
// was expected when the text is something else.
package paste
