// Package controllers is adwalk controllers: what each domain controller answers,
// side by side.
package controllers
