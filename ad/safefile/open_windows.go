package safefile

import (
	"io/fs"
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

func openNoFollow(name string, flags int) (*os.File, error) {
	// A link is opened itself and then refused as what it is.
	return os.OpenFile(name, flags|windows.FILE_FLAG_OPEN_REPARSE_POINT, 0o600)
}

// Source opens a file that is read in passing, such as a configuration.
func Source(name string, _ time.Duration) (*os.File, error) { return os.Open(name) }

func foreign(f *os.File, _ fs.FileInfo) string {
	sd, err := windows.GetSecurityInfo(windows.Handle(f.Fd()), windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return "its owner cannot be read: " + err.Error()
	}
	return notMine(sd)
}

// notMine says who owns an object when that is neither this user nor the
// administrators, to whom a file belongs that one of them made.
func notMine(sd *windows.SECURITY_DESCRIPTOR) string {
	owner, _, err := sd.Owner()
	if err != nil || owner == nil {
		return "its owner is not known"
	}
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return "this user's SID is not known: " + err.Error()
	}
	if owner.Equals(user.User.Sid) || owner.IsWellKnown(windows.WinBuiltinAdministratorsSid) || owner.IsWellKnown(windows.WinLocalSystemSid) {
		return ""
	}
	return "it belongs to " + owner.String()
}

// writing are the rights that let somebody change a file or a directory.
const writing = windows.FILE_WRITE_DATA | windows.FILE_APPEND_DATA | windows.DELETE | windows.WRITE_DAC | windows.WRITE_OWNER | windows.GENERIC_WRITE | windows.GENERIC_ALL

func writableByOthers(f *os.File) string {
	sd, err := windows.GetSecurityInfo(windows.Handle(f.Fd()), windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION)
	if err != nil {
		return "its access list cannot be read: " + err.Error()
	}
	return openToAll(sd)
}

// openToAll names a group of everybody that an access list lets write. No list
// at all lets everybody do everything.
func openToAll(sd *windows.SECURITY_DESCRIPTOR) string {
	dacl, _, err := sd.DACL()
	if err != nil || dacl == nil {
		return "everybody may write to it (it has no access list)"
	}
	for i := range uint32(dacl.AceCount) {
		var ace *windows.ACCESS_ALLOWED_ACE
		if err := windows.GetAce(dacl, i, &ace); err != nil {
			return "its access list cannot be read: " + err.Error()
		}
		if ace.Header.AceType != windows.ACCESS_ALLOWED_ACE_TYPE || ace.Mask&writing == 0 || ace.Header.AceFlags&windows.INHERIT_ONLY_ACE != 0 {
			continue
		}
		sid := (*windows.SID)(unsafe.Pointer(&ace.SidStart))
		for _, all := range []windows.WELL_KNOWN_SID_TYPE{windows.WinWorldSid, windows.WinAuthenticatedUserSid, windows.WinBuiltinUsersSid, windows.WinBuiltinGuestsSid, windows.WinAnonymousSid} {
			if sid.IsWellKnown(all) {
				return "others may write to it (" + sid.String() + ")"
			}
		}
	}
	return ""
}

// ownerOnly puts an access list on the file that lets its owner, the
// administrators and the system in, and inherits nothing.
func ownerOnly(f *os.File) error {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return err
	}
	sd, err := windows.SecurityDescriptorFromString("D:P(A;;FA;;;" + user.User.Sid.String() + ")(A;;FA;;;BA)(A;;FA;;;SY)")
	if err != nil {
		return err
	}
	dacl, _, err := sd.DACL()
	if err != nil {
		return err
	}
	// By name: the handle was opened without the right to change its list.
	return windows.SetNamedSecurityInfo(f.Name(), windows.SE_FILE_OBJECT, windows.DACL_SECURITY_INFORMATION|windows.PROTECTED_DACL_SECURITY_INFORMATION, nil, nil, dacl, nil)
}

// CheckDir returns an *UnsafeError for a directory in which others may replace
// files: a link, somebody else's, or one that a group of everybody may write to.
func CheckDir(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	why := ""
	switch {
	case info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0:
		why = "it is a link"
	case !info.IsDir():
		why = "it is not a directory"
	default:
		sd, err := windows.GetNamedSecurityInfo(dir, windows.SE_FILE_OBJECT, windows.OWNER_SECURITY_INFORMATION|windows.DACL_SECURITY_INFORMATION)
		if err != nil {
			return err
		}
		if why = notMine(sd); why == "" {
			why = openToAll(sd)
		}
	}
	if why != "" {
		return &UnsafeError{dir, why}
	}
	return nil
}

// SyncDir does nothing: NTFS writes a new name with the file's own data.
func SyncDir(string) error { return nil }
