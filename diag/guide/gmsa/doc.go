// Package gmsa is the guide for group-managed service accounts.
package gmsa
