package editor

import (
	"os"

	"golang.org/x/sys/windows"
)

// running says whether another process of that number is there.
func running(pid int) bool {
	if pid <= 0 || pid == os.Getpid() {
		return false
	}
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(pid))
	if err != nil {
		return false
	}
	defer windows.CloseHandle(h)
	var code uint32
	return windows.GetExitCodeProcess(h, &code) == nil && code == 259 // STILL_ACTIVE
}
