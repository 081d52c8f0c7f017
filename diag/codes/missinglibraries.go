package codes

// missingLibraries are what programs say that cannot load Kerberos at all: no package,
// or a runtime that hides it.
var missingLibraries = []Entry{
	{What: "The program cannot load the GSSAPI library.", Family: Mechanism, Codes: []string{"libgssapi"}, Weight: usual + 2,
		Say:  []string{"could not open library ~ gssapi", "could not open library '~gssapi*", "cannot load library libgssapi*", "unable to load shared library 'libgssapi*", "unable to load shared library ~ gssapi", "libgssapi_krb5.so~: cannot open*", "libgssapi_krb5.so~ not found", "could not find kfw installation*", "gssapi32.dll", "gssapi64.dll ~ not", "system.net.security.native ~ not found", "unable to load dll 'system.net.security.native*", "libsystem.net.security.native ~ cannot", "library not loaded ~ gssapi"},
		Next: []string{"install the package: libgssapi-krb5-2 (Debian), krb5-libs (Red Hat, Alpine), MIT Kerberos for Windows where a program asks for gssapi32.dll"}},
	{What: "The Java runtime hides the classes of Kerberos that this driver uses.", Family: Mechanism, Also: []string{Config}, Codes: []string{"sun.security.krb5"}, Weight: usual + 4,
		Say:    []string{"cannot access class sun.security.krb5*", "does not export sun.security.krb5*", "does not \"opens sun.security.krb5*", "does not opens sun.security.krb5*", "does not export sun.security.jgss*", "noclassdeffounderror: sun/security/krb5*", "noclassdeffounderror: sun/security/jgss*", "classnotfoundexception: sun.security.krb5*", "nosuchmethodexception: sun.security.krb5*", "does not export com.sun.security.jgss*", "noclassdeffounderror: com/sun/security/auth/module*"},
		Causes: []string{"the driver is older than the runtime's modules (Java 9 and later)"},
		Next:   []string{"update the driver, or start Java with --add-exports java.security.jgss/sun.security.krb5.internal=ALL-UNNAMED and --add-opens java.security.jgss/sun.security.krb5=ALL-UNNAMED"}},
	{What: "The driver's Kerberos class could not be set up: Java's login configuration is missing or cannot be read.", Family: Config, Also: []string{Mechanism}, Codes: []string{"JAAS"}, Weight: usual,
		Say:  []string{"could not initialize class ~ kerbauthentication*", "could not initialize class ~.kerbauthentication*", "could not initialize class ~.krb5loginmodule*", "could not initialize class ~ krb5loginmodule*", "could not initialize class sun.security.krb5*", "could not initialize class javax.security.auth.login*"},
		Next: []string{"look for the first error with the same class earlier in the log: it names the file", "see that java.security.auth.login.config and java.security.krb5.conf point to files that the service may read"}},
	{What: "The Java runtime no longer has the call by which Hadoop keeps its login.", Family: Mechanism, Also: []string{Config}, Codes: []string{"getSubject"}, Weight: usual, Say: []string{"getsubject is supported only if a security manager*", "getsubject is not supported*"},
		Next: []string{"use Java 17 or 21 with this version of Hadoop's client, or update the client; up to Java 23: -Djava.security.manager=allow"}},
	{What: "The program uses a part of Python that only Windows has.", Family: Mechanism, Codes: []string{"SSPI"}, Weight: usual, Say: []string{"cannot import name 'winfunctype'*", "no module named 'win32security'*", "no module named 'sspi'*", "no module named win32security*", "has no attribute 'windll' ~ sspi", "no module named 'winkerberos'*", "sspi ~ has no attribute 'windll'*"},
		Next: []string{"on Linux use the library's Kerberos or GSSAPI login instead of SSPI"}},
	{What: "PHP was built or installed without the functions for LDAP or SASL.", Family: Mechanism, Codes: []string{"php-ldap"}, Weight: usual, Say: []string{"call to undefined function ~ldap_*", "call to undefined function ldap_*", "undefined function ldap_*", "class \"krb5ccache\" not found*", "class 'krb5ccache' not found*", "class \"krb5negotiateauth\" not found*", "class 'krb5negotiateauth' not found*"},
		Next: []string{"install and load php-ldap (built with SASL), or pecl krb5"}},
}
