package casarray

import (
	"adwalk/diag/guide"
)

// items are what only a look at the members shows.
func items() []guide.Item {
	return []guide.Item{
		{ID: "exchange-rollup", Title: "Every client access server runs Exchange 2010 SP1 with update rollup 3 or later",
			Command: "Get-ExchangeServer | where {$_.IsClientAccessServer} | ft Name,AdminDisplayVersion", Where: "Exchange Management Shell",
			Expect: "version 14.1 (build 289 or later) or 14.2 and up on every server"},
		{ID: "service-host", Title: "Microsoft Exchange Service Host runs on every client access server",
			Command: "Get-Service MSExchangeServiceHost", Where: "each client access server", Expect: "Status Running, start type Automatic"},
		{ID: "oab-application", Title: "The offline address book's virtual directory is an application",
			Command: "Import-Module WebAdministration; Get-WebApplication -Name OAB", Where: "each client access server",
			Expect: "one application with the pool MSExchangeOabAppPool; if there is none, run ConvertOABVDir.ps1"},
	}
}

// clientItems are what a client shows.
func clientItems() []guide.Item {
	return []guide.Item{
		{ID: "outlook-klist", Title: "A client holds tickets for the array after Outlook was started again",
			Command: "klist", Where: "a domain-joined client, Outlook set to Negotiate, Outlook Anywhere off for the test",
			Expect: "exchangeMDB, exchangeRFR and exchangeAB with the array's name, encryption type AES-256"},
	}
}
