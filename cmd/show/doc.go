// Package show is adwalk show: an object or a search, its permissions and metadata,
// and two objects compared.
package show
