package drafts

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"eacwizard/steps"
)

// TestMain makes the test binary a wizard of its own where the environment asks for one: what happens between processes
// can only be seen with processes.
func TestMain(m *testing.M) {
	if part := os.Getenv("DRAFTS_TEST_CHILD"); part != "" {
		if err := play(part, os.Getenv("DRAFTS_TEST_FOLDER"), os.Getenv("DRAFTS_TEST_ID")); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// play is a child: it says on standard output how far it is, and goes on until its standard input ends or it is killed.
func play(part, folder, id string) error {
	s, err := Open(folder)
	if err != nil {
		return err
	}
	written := make(chan struct{}, 1)
	s.disk = &telling{disk: realDisk{}, replaced: written}
	report := func(err error) { fmt.Println("reported:", err) }
	switch part {
	case "hold": // a new draft, held until the end
		w, err := s.Start("connector", report)
		if err != nil {
			return err
		}
		w.Put(stateOf(1), true)
		<-written
		fmt.Println(w.id)
		_, _ = io.Copy(io.Discard, os.Stdin)
		return w.Close(nil)
	case "resume": // a draft taken over and brought forward by one
		d, w, err := s.Resume(id, report)
		if errors.Is(err, ErrInUse) {
			fmt.Println("in use")
			return nil
		}
		if err != nil {
			return err
		}
		n, err := numberOf(d.State)
		if err != nil {
			return err
		}
		w.Put(stateOf(n+1), false)
		<-written
		fmt.Println("resumed")
		_, _ = io.Copy(io.Discard, os.Stdin)
		return w.Close(nil)
	case "write": // a draft written again and again
		w, err := s.Start("connector", report)
		if err != nil {
			return err
		}
		w.Put(stateOf(1), false)
		<-written
		fmt.Println(w.id)
		for n := 2; ; n++ {
			w.Put(stateOf(n), n%50 == 0)
		}
	}
	return fmt.Errorf("there is no part %q", part)
}

// child is a running play.
type child struct {
	t   *testing.T
	cmd *exec.Cmd
	in  io.Closer
	out *bufio.Reader
}

func start(t *testing.T, part, folder, id string) *child {
	t.Helper()
	c := &child{t: t, cmd: exec.Command(os.Args[0])}
	// The race detector has a program wait a second before it ends, unless told not to.
	c.cmd.Env = append(os.Environ(), "GORACE=atexit_sleep_ms=0", "DRAFTS_TEST_CHILD="+part, "DRAFTS_TEST_FOLDER="+folder, "DRAFTS_TEST_ID="+id)
	c.cmd.Stderr = os.Stderr
	in, err := c.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.cmd.Process.Kill(); _ = c.cmd.Wait() })
	c.in, c.out = in, bufio.NewReader(out)
	return c
}

// says is the child's next line.
func (c *child) says() string {
	c.t.Helper()
	line, err := c.out.ReadString('\n')
	if err != nil {
		c.t.Fatal(err)
	}
	return strings.TrimSpace(line)
}

// kill ends the child as kill -9 does.
func (c *child) kill() {
	c.t.Helper()
	if err := c.cmd.Process.Kill(); err != nil {
		c.t.Fatal(err)
	}
	_ = c.cmd.Wait() // "signal: killed"
}

// finish lets the child close its draft and end.
func (c *child) finish() {
	c.t.Helper()
	_ = c.in.Close()
	if err := c.cmd.Wait(); err != nil {
		c.t.Fatal(err)
	}
}

// stateOf is a large state in which every text says the same number.
func stateOf(n int) steps.State {
	var hosts steps.Value
	for i := range 60 {
		hosts = append(hosts, fmt.Sprintf("%d-%d.example.com", n, i))
	}
	return steps.State{
		Answers: steps.Answers{
			"connector.from":        {"office-365"},
			"connector.to":          {"your-organization"},
			"connector.name":        {fmt.Sprint(n)},
			"connector.smart-hosts": hosts,
		},
		Page:    "connector.routing",
		Focus:   "connector.smart-hosts",
		Pending: map[steps.Key]string{"connector.smart-hosts": fmt.Sprint(n)},
		Seen:    []string{"connector/new", "connector/name"},
	}
}

// numberOf is the number in a state, and an error where it is not the whole of one.
func numberOf(st steps.State) (n int, err error) {
	if _, err := fmt.Sscan(st.Answers["connector.name"].Text(), &n); err != nil {
		return 0, fmt.Errorf("a state without its number: %w", err)
	}
	want, err := encode("connector", stateOf(n))
	if err != nil {
		return 0, err
	}
	got, err := encode("connector", st)
	if err != nil || !bytes.Equal(got, want) {
		return 0, fmt.Errorf("a state in parts: %w\n%s", err, got)
	}
	return n, nil
}
