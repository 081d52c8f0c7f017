//go:build !auditor

package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"adwalk/ad/lab"
	"adwalk/cmd/app"
)

func labCommand(s *app.Session) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "lab",
		Short: "Run the embedded forest in the foreground and say how to connect to it",
		Long:  "Run the embedded forest contoso.lab in the foreground, until it is interrupted, and\nprint how to connect from another terminal. Everything listens on loopback only.",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return runLab(cmd.Context(), s, dir) },
	}
	cmd.Flags().StringVar(&dir, "dir", "", "where to put krb5.conf and ca.pem (default: a new temporary directory, removed at the end)")
	return cmd
}

func runLab(ctx context.Context, s *app.Session, dir string) error {
	if err := s.Start(ctx, func(f *app.Flags) { f.Lab = true }); err != nil {
		return err
	}
	embedded, _ := s.Embedded()
	l := embedded.(*lab.Lab)
	if dir == "" {
		tmp, err := os.MkdirTemp("", "adwalk-lab-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(tmp)
		dir = tmp
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return app.Usage("writing the lab's files", err.Error(), "name a directory that you may write with --dir")
	}
	conf, ca := filepath.Join(dir, "krb5.conf"), filepath.Join(dir, "ca.pem")
	for path, text := range map[string]string{conf: l.Krb5Conf(), ca: string(l.CAPEM())} {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return app.Usage("writing the lab's files", err.Error(), "name a directory that you may write with --dir")
		}
	}
	printLab(s, l, conf, ca)
	<-ctx.Done()
	return nil
}

func printLab(s *app.Session, l *lab.Lab, conf, ca string) {
	out := func(format string, args ...any) { fmt.Fprintf(s.Out, format+"\n", args...) }
	out("The forest %s runs until you interrupt it.\n", l.Realm())
	out("  LDAP   %s (StartTLS)", l.LDAPURL())
	out("  LDAPS  %s", l.LDAPSURL())
	out("  GC     %s", l.GCSURL())
	out("  KDC    %s (UDP and TCP)", l.KDCAddr())
	out("  DNS    %s", l.DNSAddr())
	out("  Web    %s\n", l.WebURL("mail.contoso.lab"))
	out("Accounts")
	for _, a := range l.Accounts() {
		out("  %-12s password %-16s %s", a.Name, a.Password, a.May)
	}
	user := l.Accounts()[0]
	out("\nFrom another terminal")
	out("  export KRB5_CONFIG=%s", conf)
	out("  kinit %s@%s", user.Name, l.Realm())
	out("  kvno http/mail.contoso.lab")
	out("  LDAPTLS_CACERT=%s ldapsearch -x -H %s -D %s@%s -W -b DC=contoso,DC=lab '(servicePrincipalName=*)'", ca, l.LDAPSURL(), user.Name, l.Realm())
	out("  adwalk --server %s --ca-file %s --realm %s --kdc %s --user %s@%s", l.LDAPSURL(), ca, l.Realm(), l.KDCAddr(), user.Name, l.Realm())
}
