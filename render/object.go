package render

import "eacwizard/steps/mailflow"

// object is a kind of object: what its commands end in, and how it is read. Everything that documents have to know of a
// kind stands in the one file that declares it.
type object struct {
	Noun   string // as in New-OutboundConnector
	Called string // in a sentence
	Short  string // in the names of a block's variables
	Key    string // the property that tells one of its kind from another; "" where there is only one
	// Since is the property that tells when one was made or, where none does, when it was last changed.
	Since string
	// Unset are the properties that have to be empty or false where the set-up does not give them. With one of them
	// set, an object is not the one that the set-up describes, whatever else agrees.
	Unset []string
	// Reader makes $read<Short>, a scriptblock that gives every object of the kind once, those in test mode aside.
	Reader string
	// InTestMode is the expression for those, "" where there are none. They are never adopted, but take a name away.
	InTestMode string
	// IsConnector says that it is a connector in Exchange Online: one that was there and is on may be in use.
	IsConnector bool
	// OnPremises says that it lives on the organization's own server, and not in Exchange Online.
	OnPremises bool
	// Route are the properties that say where its mail goes, and how: a validation is of these, and void once one changes.
	Route []string
	// Switches are the commands that turn it on and off, where Set- cannot. Such an object tells in words whether it is on.
	Switches []string
	// Dated says that it has dates that are compared.
	Dated bool
	// IsList says that it is one list of values, which is read when it is changed.
	IsList bool
	// AtOnce reports whether one that is made on acts on mail at once; nil: it always does.
	AtOnce func(made []parameter) bool
	// Missing stops a block where one that is changed is not there; "" where the plan makes it, or there always is one.
	Missing string
	// Beside looks for others of the kind that take mail from one that is about to be made, and says so.
	Beside string
	// Setting is how a script sets the properties in $needed, where Set- alone does not take all of them.
	Setting string
	// Resetting is how a script sets the properties in $before again, likewise, given what commands the plan runs.
	Resetting func(does func(command string) bool) string
	// ResetLast says that what was changed is put back in the last stage of roll-back: mail needs it until then. The steps
	// of Returning are byRemove then.
	ResetLast bool
	// Extracting is how a script takes the one entry out of a list that was added to it.
	Extracting string
	// List is the list of setup.json that has those that are made; "" where none is ever made.
	List string
	// Whole says that its Get- command stops after the first thousand unless it is told not to.
	Whole bool
	// Leaving says how a person takes away one that was made, or what was added to a list. nil where nothing is.
	Leaving func(*mailflow.SetUp, action) []back
	// Returning says how a person gives the ones that were there back what a plan with such actions changed on them.
	Returning func(up *mailflow.SetUp, does func(id string) bool) []back
	// NoGUID is what a command changes that no receipt has a GUID of, so that roll-back by GUIDs leaves it to a person.
	NoGUID []commandChange
	// Told are properties that the service may not tell of every object: a change of one is not begun then, because nobody
	// could read it back.
	Told []string
	// Counted are the properties that each make one entry in a list of the object: of all that is in these lists, no
	// property is known, so that only their number tells whether there is something that nobody asked for.
	Counted map[string][]string
}

// commandChange is a command and, in a few words, what it changes.
type commandChange struct{ command, what string }

// kinds are all of them, in the order in which a roll-back undoes what was made or changed: a rule names connectors, and
// what receives goes after what sends to it.
var kinds = []object{rule, acceptedDomain, outbound, arcConfig, sendConnector, inbound, organizationConfig}

// jsonLists are the values of List, in the order in which setup.json has them.
var jsonLists = []string{"connectors", "rules"}

func (o *object) create() string { return "New-" + o.Noun }
func (o *object) read() string   { return "Get-" + o.Noun }

// readAll is the command that reads every object of the kind, those aside that a switch is needed for.
func (o *object) readAll() string {
	if o.Whole {
		return o.read() + " -ResultSize Unlimited"
	}
	return o.read()
}

func (o *object) change() string { return "Set-" + o.Noun }
func (o *object) remove() string { return "Remove-" + o.Noun }

// named is an object of the kind as what an action is done to.
func (o *object) named(name string) *subject { return &subject{object: o, Name: name} }

// appendUnset adds the properties of Unset that the parameters do not give.
func (o *object) appendUnset(to list, ps []parameter) list {
	for _, name := range o.Unset {
		// For a connector that only a mail flow rule uses, recipient domains play no part, and the service may fill them.
		if lookup(ps, name) == nil && !(name == "RecipientDomains" && isScoped(ps)) {
			to = append(to, name)
		}
	}
	return to
}

// identity is the parameter that says which object a command is for.
func identity(name string) parameter {
	return parameter{Name: "Identity", Value: made(name), Field: "name"}
}

// exchange is a list as Exchange Online is given it.
func exchange[T interface{ Exchange() string }](values []T) list {
	if len(values) == 0 {
		return nil
	}
	out := make(list, 0, len(values))
	for _, v := range values {
		out = append(out, v.Exchange())
	}
	return out
}
