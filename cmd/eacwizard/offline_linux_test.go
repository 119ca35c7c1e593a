package main

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

func init() {
	commands["eacwizard-offline"] = func() { forbidSockets(); main() }
	commands["eacwizard-calls"] = func() { forbidSockets(); net.LookupHost("contoso.example") }
}

// notForbidden is the status of a process that cannot forbid itself anything here.
const notForbidden = 77

// forbidSockets has the kernel kill this process, and what it starts, at the first socket, on which every look-up and
// every connection begins.
func forbidSockets() {
	runtime.LockOSThread()
	const number = 0 // where seccomp's data holds the number of the system call
	program := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: number},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_SOCKET, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_KILL_PROCESS},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
	if err == nil {
		_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&filter)))
		if errno != 0 {
			err = errno
		}
	}
	runtime.KeepAlive(program)
	runtime.UnlockOSThread()
	if err != nil {
		os.Exit(notForbidden)
	}
}

// TestNoNetwork walks from the first page to the documents, copies and saves them where a single look-up would be the end.
func TestNoNetwork(t *testing.T) {
	t.Parallel()
	var exit *exec.ExitError
	switch err := exec.Command("eacwizard-calls").Run(); {
	case !errors.As(err, &exit):
		t.Fatalf("a look-up where sockets are forbidden ends with %v, so this test would prove nothing", err)
	case exit.ExitCode() == notForbidden:
		t.Skip("the kernel does not let a process forbid itself sockets here")
	case exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGSYS:
		t.Fatalf("a look-up where sockets are forbidden ends with %v, so this test would prove nothing", err)
	}
	folder := t.TempDir()
	s := &watched{session: open(t, nil, as(t, "eacwizard-offline"), "--out", folder, "--scenario", "connector")}
	s.see(firstLabel)
	s.walk(scriptedWalk())
	s.finish()
	if files := filesIn(t, folder); files["answers.yaml"] == "" {
		t.Errorf("saved were %d documents without the answers", len(files))
	}
}

// TestOneDoorToTheNetwork: of the house only the prober may have one, and the questions cannot even reach the prober.
// The servers that it is tested with are in no program.
func TestOneDoorToTheNetwork(t *testing.T) {
	const prober, servers = "wizard/probe", "wizard/probe/probetest"
	for name, r := range house {
		if slices.Contains(strings.Fields(r.ours), servers) {
			t.Errorf("%s may import %s, which is for tests", name, servers)
		}
		if name == servers {
			continue
		}
		for _, imported := range append(strings.Fields(r.world), strings.Fields(r.theirs)...) {
			if name != prober && (imported == "net" || strings.HasPrefix(imported, "net/") || strings.HasPrefix(imported, "crypto/tls") || strings.Contains(imported, "miekg/dns")) {
				t.Errorf("%s may import %s, and only %s may reach the network", name, imported, prober)
			}
		}
		if name != "cmd/eacwizard" && slices.Contains(strings.Fields(r.ours), prober) {
			t.Errorf("%s may import %s, which only cmd/eacwizard may lend", name, prober)
		}
	}
}
