// Package ccache reads credential caches and never writes them: the MIT file
// format in its four versions, DIR collections and the KCM daemon's answers,
// which share the encoding. It also decides which cache is the operator's,
// and says why.
//
// Every length in a cache is checked against what is really there before
// anything is allocated, so that any bytes at all can be given to Parse.
// It may import ad, ad/krb/krb5conf and the standard library.
package ccache
