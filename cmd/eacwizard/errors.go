package main

import (
	"errors"
	"fmt"
	"slices"
	"syscall"

	"github.com/agext/levenshtein"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"eacwizard/render"
	"eacwizard/wizard"
)

// The exit statuses that are promised. After signal n it is 128+n.
const (
	statusDone     = 0
	statusFailed   = 1
	statusRejected = 2
	statusAmiss    = 3
	statusLeft     = 130
)

// status is the one place where an error becomes an exit status.
func status(err error) int {
	var r *refusal
	var u *render.Unfinished
	var s stopped
	var a *amiss
	switch {
	case err == nil:
		return statusDone
	case errors.As(err, &s):
		return 128 + int(s.signal)
	case errors.Is(err, wizard.ErrLeft):
		return statusLeft
	case errors.As(err, &r), errors.As(err, &u):
		return statusRejected
	case errors.As(err, &a):
		return statusAmiss
	}
	return statusFailed
}

// refusal is an error of the one who called: flags, arguments or answers that cannot be used. Details and the hint
// are lines under it.
type refusal struct {
	says    string
	details []string
	hint    string
}

func (r *refusal) Error() string { return r.says }

func refuse(hint, format string, args ...any) error {
	return &refusal{says: fmt.Sprintf(format, args...), hint: hint}
}

// refuseChoice refuses a word that is none of those known, and names the nearest or all of them.
func refuseChoice(what, word string, known []string) error {
	return refuse(didYouMean(word, known), "unknown %s %q", what, word)
}

// amiss is the error of a run that did its work, and found what must not be.
type amiss struct{ says string }

func (a *amiss) Error() string { return a.says }

// stopped is the error of a run that a signal ended.
type stopped struct{ signal syscall.Signal }

func (s stopped) Error() string { return "stopped: " + s.signal.String() }

// didYouMean names the known word that was probably meant; where none is near, all there are.
func didYouMean(word string, known []string) string {
	if near := nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "there is " + list(known, "and")
}

// nearest is the known word that one or two slips would turn into this one, or "".
func nearest(word string, known []string) string {
	best, least := "", 3
	for _, k := range known {
		d := levenshtein.Distance(word, k, nil)
		if d < least && d < len(k) {
			best, least = k, d
		}
	}
	return best
}

// list joins words as a sentence does.
func list(words []string, last string) string {
	switch n := len(words); n {
	case 0:
		return "nothing"
	case 1:
		return words[0]
	default:
		out := ""
		for _, w := range words[:n-2] {
			out += w + ", "
		}
		return out + words[n-2] + " " + last + " " + words[n-1]
	}
}

// flagError names the flag that was probably meant.
func flagError(c *cobra.Command, err error) error {
	hint := "eacwizard --help says what there is"
	if c.HasParent() {
		hint = c.CommandPath() + " --help says what there is"
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		if near := nearest("--"+unknown.GetSpecifiedName(), names); near != "" {
			hint = "did you mean " + near + "?"
		}
	}
	return &refusal{says: err.Error(), hint: hint}
}

// noArguments refuses them, and names the command that was probably meant.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if c.HasParent() {
		return refuse(c.CommandPath()+" --help says what there is", "%s takes no arguments, but was given %q", c.Name(), args[0])
	}
	var names []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	slices.Sort(names)
	return refuseChoice("command", args[0], names)
}
