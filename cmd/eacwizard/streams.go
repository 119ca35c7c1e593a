package main

// streams is what decides how the wizard asks.
type streams struct {
	lines                 bool // --lines was given
	stdin, stdout, stderr bool // each is a terminal
	dumb, accessible      bool
}

// manner is how the wizard asks.
type manner int

const (
	byLines    manner = iota
	onStdout          // full screen
	onStderr          // full screen, so that standard output can go to a file
	impossible        // why says what is in the way
)

// manner decides once and early. Nobody is asked on a pipe unless --lines says so.
func (s streams) manner() (m manner, why string) {
	switch {
	case s.lines:
		return byLines, ""
	case !s.stdin:
		return impossible, "standard input is not a terminal, so nobody can be asked"
	case !s.stdout && !s.stderr:
		return impossible, "neither standard output nor standard error is a terminal, so no question can be seen"
	case s.dumb || s.accessible:
		if !s.stderr {
			return impossible, "standard error is not a terminal, so no question can be seen"
		}
		return byLines, ""
	case s.stdout:
		return onStdout, ""
	}
	return onStderr, ""
}

// streams looks at what this run was given.
func (p *program) streams(lines bool) streams {
	return streams{
		lines:      lines,
		stdin:      terminal(p.stdin) != nil,
		stdout:     terminal(p.stdout) != nil,
		stderr:     terminal(p.stderr) != nil,
		dumb:       p.env("TERM") == "dumb",
		accessible: on(p.env("ACCESSIBLE")),
	}
}

// on reads a switch from the environment.
func on(value string) bool { return value != "" && value != "0" && value != "false" }
