package forest

// ProviderVersion renders the version of the MAPI provider on the web server,
// as a person lists it: Outlook's speaks Kerberos, Exchange's never does.
func ProviderVersion(f *Forest) string {
	version, product := "14.0.7109.5000", "Microsoft Outlook"
	if f.Inputs["provider"] == "exchange" {
		version, product = "6.5.7654.12", "Microsoft Exchange"
	}
	return "\nFileName    : emsmdb32.dll\nFileVersion : " + version + "\nProductName : " + product + "\n"
}
