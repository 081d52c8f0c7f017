// Package theme holds the meaning of colours: a handful of roles, each with
// its attributes for a 16-colour terminal. Structure is calm, verdicts are
// strong, and no meaning rests on colour alone: every status has a glyph and a
// word.
package theme
