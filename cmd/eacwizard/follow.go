package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"eacwizard/steps/follow"
	"eacwizard/steps/mailflow"
)

// followFlags are what a person says of the message.
type followFlags struct {
	file, sample, example              string
	list, asJSON, ascii                bool
	from, stage, at                    string
	address, certificate, original     string
	mailFrom, headerFrom, to           string
	headers, own                       []string
	direct, noTLS, internal, redirects bool
	stamps                             string
	nextName                           string
	nextUntrusted, nextNoTLS           bool

	given map[string]bool // the flags on the command line
}

func (p *program) followCommand() *cobra.Command {
	var f followFlags
	c := &cobra.Command{
		Use:   "follow (-a FILE | --sample ID) [--example NAME | --from ORIGIN ...]",
		Short: "Follow a message through the set-up, hop by hop",
		Example: `  eacwizard follow -a contoso.yaml --list               what can be followed
  eacwizard follow -a contoso.yaml --example loop       one of these
  eacwizard follow -a contoso.yaml --from internet --direct
  eacwizard follow -a contoso.yaml --from on-premises --mail-from '<>' \
      --certificate mail.contoso.com --recipient someone@proseware.com --json`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			f.given = map[string]bool{}
			for _, name := range messageFlags {
				f.given[name] = c.Flags().Changed(name)
			}
			return p.follow(f)
		},
	}
	p.endHelp(c, followHelp)
	answersFlag(c, &f.file, "the answer `FILE`; - reads standard input")
	sampleFlag(c, &f.sample, "the sample answers of the scenario `ID`")
	flags := c.Flags()
	flags.BoolVar(&f.list, "list", false, "list the ready-made messages of the set-up")
	flags.StringVar(&f.example, "example", "", "follow the ready-made message `NAME`")
	flags.BoolVar(&f.asJSON, "json", false, "JSON, for programs")
	flags.BoolVar(&f.ascii, "ascii", false, "draw with ASCII characters only")
	flags.StringVar(&f.from, "from", "", "where it comes from: `ORIGIN`")
	flags.StringVar(&f.stage, "stage", "", "how far the plan is done: `STAGE`")
	flags.BoolVar(&f.direct, "direct", false, "straight to Microsoft, past the MX records")
	flags.StringVar(&f.address, "source-ip", "", "the IP `ADDRESS` of the server that hands it over")
	flags.StringVar(&f.certificate, "certificate", "", "the `NAME` on that server's certificate, or none")
	flags.BoolVar(&f.noTLS, "no-tls", false, "that server does not use TLS")
	flags.StringVar(&f.original, "original-ip", "", "the IP `ADDRESS` before that server")
	flags.StringVar(&f.mailFrom, "mail-from", "", "MAIL FROM `ADDRESS`; '<>' is empty, as in a bounce")
	flags.StringVar(&f.headerFrom, "header-from", "", "From `ADDRESS`, where it is not MAIL FROM")
	flags.StringVar(&f.to, "recipient", "", "the recipient's `ADDRESS`")
	flags.StringVar(&f.at, "recipient-at", "", "where that mailbox is: `PLACE`")
	flags.StringArrayVar(&f.headers, "header", nil, "a header that it carries: `'NAME: VALUE'`, repeatable")
	flags.BoolVar(&f.internal, "internal-headers", false, "it carries Exchange's internal headers")
	flags.StringArrayVar(&f.own, "accepted-domain", nil, "one more `DOMAIN` of the organization, repeatable")
	flags.BoolVar(&f.redirects, "rule-redirects", false, "a rule that is there redirects it to the connector")
	flags.StringVar(&f.stamps, "stamps", "", "what the add-on service stamps: `'NAME: VALUE'`")
	flags.StringVar(&f.nextName, "next-certificate", "", "the `NAME` on the next server's certificate")
	flags.BoolVar(&f.nextUntrusted, "next-untrusted", false, "that certificate is not trusted")
	flags.BoolVar(&f.nextNoTLS, "next-no-tls", false, "the next server offers no TLS")
	completes(c, "from", originWords())
	completes(c, "stage", stageWords())
	completes(c, "recipient-at", placeWords)
	return c
}

// messageFlags describe a message; with an example there is one already.
var messageFlags = strings.Fields(`from stage direct source-ip certificate no-tls original-ip mail-from header-from recipient
	recipient-at header internal-headers accepted-domain rule-redirects stamps next-certificate next-untrusted next-no-tls`)

func completes(c *cobra.Command, flag string, words []string) {
	c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
}

// followHelp says what the words mean.
func followHelp() string {
	var b strings.Builder
	for _, line := range [][2]string{
		{"  ORIGIN ", list(originWords(), "or") + "; what is not said of the message is taken from the set-up, or made up"},
		{"  STAGE  ", list(stageWords(), "or") + "; without one the plan is done"},
		{"  PLACE  ", list(placeWords, "or") + "; without one it is in the cloud"},
	} {
		b.WriteString(hanging(line[0], line[1]) + "\n")
	}
	b.WriteString(hanging("", "Each step says how sure the documents are of it. A rejected or looping message is a result, not a failure: the exit status is 0. Nothing is looked up and nothing is sent."))
	return b.String()
}

// follow follows one message, or lists the ready-made ones.
func (p *program) follow(f followFlags) error {
	if f.file == "" && f.sample == "" {
		return refuse("for instance: eacwizard follow -a contoso.yaml --list", "follow needs an answer file: -a FILE, -a - for standard input, or --sample ID")
	}
	if err := f.fits(); err != nil {
		return err
	}
	file, err := p.answersOrSample(f.file, f.sample)
	if err != nil {
		return rejection(err)
	}
	up, problems := file.Settled.SetUp()
	if len(problems) > 0 {
		r := &refusal{says: "the set-up is not whole"}
		for _, b := range problems {
			r.details = append(r.details, b.Error())
		}
		return r
	}
	all := follow.Examples(up.Draft())
	if f.list {
		return p.listExamples(all, f.asJSON)
	}
	e, err := f.chosen(up.Draft(), all)
	if err != nil {
		return err
	}
	return p.show(e, f)
}

// fits refuses flags that exclude each other.
func (f followFlags) fits() error {
	other := ""
	for _, name := range messageFlags {
		if f.given[name] {
			other = "--" + name
			break
		}
	}
	switch {
	case f.list && f.example != "":
		return refuse("leave one of them out", "--list and --example do not go together")
	case f.list && other != "":
		return refuse("leave one of them out", "--list and %s do not go together", other)
	case f.example != "" && other != "":
		return refuse("leave --example out to describe a message", "--example is a message already, so %s cannot change it", other)
	case !f.list && f.example == "" && f.from == "":
		return refuse("--list says what can be followed", "follow needs a message: --example NAME, or --from with one of %s", list(originWords(), "and"))
	case f.direct && f.example == "" && f.from != string(follow.Internet):
		return refuse("add --from internet, or leave --direct out", "--direct is for a sender on the internet alone")
	case f.from == string(follow.Mailbox) && f.shows() != "":
		return refuse("leave it out, or choose another --from", "%s is about a server, and a mailbox hands its messages over by signing in", f.shows())
	}
	return nil
}

// shows is a flag that was given about the server that hands the message over, or "".
func (f followFlags) shows() string {
	for _, name := range []string{"source-ip", "certificate", "no-tls", "original-ip"} {
		if f.given[name] {
			return "--" + name
		}
	}
	return ""
}

// chosen is the example that was named, or the message that was described.
func (f followFlags) chosen(d mailflow.Draft, all []follow.Example) (follow.Example, error) {
	if f.example == "" {
		m, err := f.message(d)
		return follow.Example{Draft: d, Message: m}, err
	}
	var ids []string
	for _, e := range all {
		if e.ID == f.example {
			return e, nil
		}
		ids = append(ids, e.ID)
	}
	return follow.Example{}, refuseChoice("example", f.example, ids)
}

func (p *program) listExamples(all []follow.Example, asJSON bool) error {
	if asJSON {
		return p.listJSON(all)
	}
	for _, e := range all {
		if _, err := io.WriteString(p.stdout, harmlessLine(fmt.Sprintf("%-27s %s", e.ID, e.Title))+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// show prints the message, the drawing and the journey.
func (p *program) show(e follow.Example, f followFlags) error {
	j := e.Follow()
	if f.asJSON {
		return p.showJSON(e, j)
	}
	look := follow.Look{ASCII: f.ascii}
	var b strings.Builder
	if e.Title != "" {
		b.WriteString(hanging("", e.Title) + "\n")
	}
	if e.Changed != "" {
		b.WriteString(hanging("Changed from the set-up: ", e.Changed) + "\n")
	}
	b.WriteString(hanging("", e.Message.Sentence()) + "\n\n")
	b.WriteString(follow.Draw(e.Draft, j, len(j.Hops)).Text(look) + "\n" + j.Text(look))
	_, err := io.WriteString(p.stdout, strings.Map(harmlessly, b.String()))
	return err
}
