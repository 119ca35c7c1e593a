package steps

import "strings"

// effect is what an answer does to a message: one sentence, or for a check box one for each of its states.
type effect struct{ does, ticked, unticked string }

// Effect is what the answer as it stands does to a message on its way. A choice says it with its option.
func (q Asked) Effect() string {
	if o, ok := q.Option(); ok && o.Explains != "" {
		return o.Explains
	}
	e, ok := effectOf(q.Key)
	switch {
	case !ok || e.does != "":
		return e.does
	case q.Value.On():
		return e.ticked
	}
	return e.unticked
}

// effectOf finds the effect of a question: that of its part, or else the one that all parts share.
func effectOf(k Key) (effect, bool) {
	part, list, _, name := k.split()
	if list != "" {
		name = list + "[]." + name
	}
	e, ok := effects[part+"."+name]
	if !ok {
		e, ok = effects[name]
	}
	return e, ok
}

// nothing is the effect of what only people and other tools read.
func nothing(instead string) effect {
	return effect{does: strings.TrimSpace("None. " + instead)}
}

// effects are by the question's name, or by its key where a part's differs from the others'.
var effects = map[string]effect{
	"organization.initial-domain": nothing("It keeps the commands out of the wrong organization."),
	"organization.tenant-id":      nothing("It is printed, to compare by eye."),

	"name":                 nothing("It stands in lists, in rules and in message traces."),
	"service.name":         nothing("Other names are proposed from it."),
	"accepted-domain.name": {does: "A message that comes back with a certificate for this name counts as the organization's own, a bounce without a sender as well."},
	"description":          nothing(""),
	"comments":             nothing(""),

	"turn-it-on":               {ticked: "From the moment that the connector is in force, messages that fit it are treated by it.", unticked: "None before somebody turns it on: messages go as if it were not there."},
	"rule.turn-it-on":          {ticked: "Once its stage has turned the rule on, messages that fit it take the way through the service.", unticked: "None: the rule is there and acts on no message."},
	"reject-all-other-mail":    {ticked: "A message from the internet that does not meet the restriction is rejected with 550 5.7.51.", unticked: "None before it is confirmed."},
	"retain-internal-headers":  {ticked: "The headers that mark the message as internal go along, and on its return it counts as sent from inside.", unticked: "Internal headers are removed at the border, and on its return the message counts as anybody's."},
	"recipient-domains":        {does: "A message to a recipient in one of these domains takes the connector. An exact domain wins over a wildcard."},
	"smart-hosts":              {does: "A message that takes the connector is handed to one of these servers on port 25, wherever its recipient's MX record points."},
	"always-use-tls":           {ticked: "The message goes over TLS or it waits, and comes back when it expires.", unticked: "Where the other server offers no TLS, the message goes out in the clear."},
	"match-subject-name":       {ticked: "The message is handed over only where the certificate has the name; else it waits.", unticked: "The message is handed over whatever name the certificate has."},
	"tls-domain":               {does: "Where the receiving server's certificate lacks this name, the message waits, and comes back when it expires."},
	"validation-addresses":     {does: "Test messages go to these mailboxes. No other message is touched."},
	"sender-domains":           {does: "A message from a sender in these domains falls under the connector; with *, every message."},
	"reject-unless-tls":        {ticked: "A message that falls under the connector and comes without TLS is rejected.", unticked: "A message may come without TLS."},
	"require-certificate-name": {ticked: "A message that falls under the connector is rejected, unless the sending server shows a certificate with the name.", unticked: "No certificate is asked for."},
	"certificate-domain":       {does: "A message is taken for this connector's by the certificate with this name that the sending server shows."},
	"lockdown.certificate-domain": {
		does: "Once locked, a message that is brought without a certificate for this name is rejected."},
	"reject-unless-from-ip-addresses": {ticked: "A message that falls under the connector is rejected, unless it comes from one of the addresses.", unticked: "A message may come from any address."},
	"sender-ip-addresses":             {does: "A message is known, or let in, by the address that brings it being one of these."},

	"mx-hosts":         {does: "Once the records are published, a message from the internet goes to these hosts first, the smallest preference before the others."},
	"sends-outbound":   {ticked: "A message to the internet leaves through the service, and the receiver's SPF check sees the service's address.", unticked: "A message to the internet leaves from Exchange Online itself."},
	"spf":              {does: "A receiver that checks SPF accepts these senders for a message in the domain's name."},
	"changes-messages": {ticked: "A message arrives changed, and its DKIM signature may fail.", unticked: "A message arrives as it was sent, and its DKIM signature holds."},
	"seals-with-arc":   {ticked: "A message that was changed brings along, sealed, what its checks said before.", unticked: "A message that was changed may be taken for forged."},
	"arc-domain":       {does: "The seal of this domain on a message is believed."},
	"understood":       {ticked: "Every message passes a server that does not filter, and Exchange Online has to judge it behind that.", unticked: "None: nothing is set up."},
	"service.tenant-host": {
		does: "The service hands a message back to this host."},

	"domains":                {does: "A message to these domains takes the new way; one to any other domain does not."},
	"domains[].tenant-host":  {does: "The service hands a message for the domain to this host."},
	"domains[].existing-mx":  {does: "As long as a sender remembers these records, its message still takes the old way."},
	"domains[].ttl":          {does: "For so many seconds after the change, messages still take the old way."},
	"domains[].existing-spf": {does: "Senders that it names stay allowed when receivers check SPF."},
	"domains[].no-other-txt": nothing("It says that nothing else at the name is overwritten."),
	"domains[].other-txt":    nothing("These records are kept as they are."),
	"inbound-dane":           {ticked: "A sender that checks DANE would refuse to deliver to the service; DANE is turned off first.", unticked: "None."},

	"skip-ip-addresses": {does: "The message is judged by the last address on its way that is none of these."},
	"pilot-users":       {does: "Only messages to these recipients are judged by the address before the service; with nobody named, every message."},
	"bypass-ip-addresses": {
		does: "A message from one of these addresses gets SCL -1 and is not filtered for spam."},
	"bypass-name": nothing("It stands in the list of rules and in message traces."),

	"header-name":                {does: "A message that carries this header with one of the words is left alone: it has been at the service."},
	"header-words":               {does: "A message whose header holds one of these words is not sent to the service again."},
	"pilot-senders":              {does: "Only messages of these senders take the way through the service; with nobody named, every sender's."},
	"priority":                   {does: "A rule with a smaller number sees the message first, and may end its way through the rules."},
	"activation-date":            {does: "Messages before that date are left alone."},
	"expiry-date":                {does: "Messages after that date are left alone."},
	"stop-processing-more-rules": {ticked: "Rules below this one do not see a message that it redirects.", unticked: "Rules below this one see the message as well."},
	"defer":                      {ticked: "A message that the rule cannot be tried on waits, and is tried again.", unticked: "A message that the rule cannot be tried on goes on without it."},
	"txt-value":                  nothing("It proves whose domain it is."),
	"mx-value":                   nothing("It proves whose domain it is; no message goes to that host."),

	"host":                       {does: "A message for a mailbox on-premises is handed to this server."},
	"public-addresses":           {does: "A receiver that checks SPF accepts these addresses for a message in the domain's name."},
	"on-premises.certificate":    {does: "Exchange Online and your server know each other by a certificate with this name, whoever hands the message over."},
	"exchange":                   {ticked: "Your server gets a Send connector, by which its messages to the internet go to Exchange Online.", unticked: "None before your own server is told to send to Exchange Online, in its own way."},
	"send-connector-name":        nothing("It stands in the lists of your own server."),
	"centralized-mail-transport": {ticked: "A message of a cloud mailbox goes through your own server before it goes to the internet.", unticked: "A message to the internet leaves from Exchange Online."},
	"all-domains-moved":          {ticked: "No domain is left whose messages would come past the service and be rejected.", unticked: "Messages to a domain that has not moved would be rejected."},
	"others-provided-for":        {ticked: "Whoever delivers directly has a way that the lock-down leaves open.", unticked: "A message of a scanner or an application that delivers directly would be rejected."},
	"reject-direct-send":         {ticked: "A message from outside in the name of one of your own domains is rejected, unless a connector knows it.", unticked: "A message from outside may say that it is from one of your own domains; spam filtering judges it."},
}
