package render_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/miekg/dns"

	"eacwizard/steps/mailflow"
)

// This file reads the DNS documents back. It shares nothing with what writes them.

// published is a record as a resolver would see it.
type published struct {
	Zone, Name string
	Type       string
	TTL        uint32
	Value      string // the preference and host of an MX; the octets of a TXT, its strings put together
}

// readZones has the DNS library's parser read a zone file.
func readZones(t testing.TB, file string) (out []published) {
	t.Helper()
	zone := ""
	for part := range strings.SplitSeq(file, "$ORIGIN ") {
		if zone != "" || !strings.HasPrefix(file, part) {
			zone, _, _ = strings.Cut(part, "\n")
			part = "$ORIGIN " + part
		} else {
			zone = "."
		}
		p := dns.NewZoneParser(strings.NewReader(part), "", "")
		for rr, ok := p.Next(); ok; rr, ok = p.Next() {
			h := rr.Header()
			r := published{zone, h.Name, dns.TypeToString[h.Rrtype], h.Ttl, ""}
			switch rr := rr.(type) {
			case *dns.MX:
				r.Value = fmt.Sprintf("%d %s", rr.Preference, rr.Mx)
			case *dns.TXT:
				r.Value = octets(t, rr)
			default:
				t.Fatalf("a record of another type: %s", rr)
			}
			out = append(out, r)
		}
		if err := p.Err(); err != nil {
			t.Fatalf("%v in\n%s", err, part)
		}
	}
	return out
}

// octets are the strings of a TXT record as they are sent.
func octets(t testing.TB, rr *dns.TXT) string {
	t.Helper()
	buf := make([]byte, 1<<16)
	end, err := dns.PackRR(rr, buf, 0, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	start, err := dns.PackDomainName(rr.Hdr.Name, make([]byte, 256), 0, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for at := start + 10; at < end; at += 1 + int(buf[at]) { // type, class, time to live and length are 10 octets
		b.Write(buf[at+1 : at+1+int(buf[at])])
	}
	return b.String()
}

// batch is what a Route 53 change batch asks for.
type batch struct {
	Comment string
	Changes []struct {
		Action            string
		ResourceRecordSet struct {
			Name, Type      string
			TTL             uint32
			ResourceRecords []struct{ Value string }
		}
	}
}

// readBatches reads one batch, or an array of them with their zones.
func readBatches(t testing.TB, doc string) (zones []string, batches []batch) {
	t.Helper()
	read := func(into any) {
		d := json.NewDecoder(strings.NewReader(doc))
		d.DisallowUnknownFields()
		if err := d.Decode(into); err != nil {
			t.Fatalf("%v in\n%s", err, doc)
		}
	}
	if strings.HasPrefix(doc, "{") {
		var one batch
		read(&one)
		return []string{""}, []batch{one}
	}
	var all []struct {
		Zone        string
		ChangeBatch batch
	}
	read(&all)
	for _, z := range all {
		zones, batches = append(zones, z.Zone), append(batches, z.ChangeBatch)
	}
	return zones, batches
}

// readRoute53 reads a TXT value as Route 53 does: strings in quotation marks, octal escapes.
func readRoute53(value string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(value); {
		if i > 0 {
			if value[i] != ' ' {
				return "", fmt.Errorf("no space between strings in %s", value)
			}
			i++
		}
		if i >= len(value) || value[i] != '"' {
			return "", fmt.Errorf("no string in %s", value)
		}
		n := 0
		for i++; ; i++ {
			switch {
			case i >= len(value):
				return "", fmt.Errorf("a string without end in %s", value)
			case value[i] < ' ' || value[i] > '~':
				return "", fmt.Errorf("not ASCII: %q", value)
			}
			if value[i] == '"' {
				i++
				break
			}
			n++
			if value[i] != '\\' {
				b.WriteByte(value[i])
				continue
			}
			i++
			if i < len(value) && value[i] == '"' {
				b.WriteByte('"')
				continue
			}
			if i+3 > len(value) {
				return "", fmt.Errorf("half an escape in %s", value)
			}
			octet, err := strconv.ParseUint(value[i:i+3], 8, 8)
			if err != nil {
				return "", fmt.Errorf("%w in %s", err, value)
			}
			b.WriteByte(byte(octet))
			i += 2
		}
		if n > 255 {
			return "", fmt.Errorf("a string of %d octets in %s", n, value)
		}
	}
	return b.String(), nil
}

// shellWords splits a line as a POSIX shell does, where no word asks the shell to do anything.
func shellWords(line string) (words []string, err error) {
	word, in := strings.Builder{}, false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '\'':
			end := strings.IndexByte(line[i+1:], '\'')
			if end < 0 {
				return nil, errors.New("a quotation mark without its other")
			}
			word.WriteString(line[i+1 : i+1+end])
			i, in = i+1+end, true
		case c == '\\' && i+1 < len(line):
			i, in = i+1, true
			word.WriteByte(line[i])
		case c == ' ':
			if in {
				words = append(words, word.String())
			}
			word.Reset()
			in = false
		case strings.IndexByte("$`\"\\;&|<>(){}[]*?~#!\n\r\t^", c) >= 0:
			return nil, fmt.Errorf("%q outside of quotation marks", c)
		default:
			word.WriteByte(c)
			in = true
		}
	}
	if in {
		words = append(words, word.String())
	}
	return words, nil
}

// newRecords are the records that sets add in the customer's zones. Text is compared octet for octet.
func newRecords(sets []mailflow.RecordSet) (out []published) {
	for _, s := range sets {
		for _, d := range s.New {
			r := published{s.Zone.Exchange() + ".", s.Name.Exchange() + ".", string(s.Type), s.TTL, d.Text}
			if s.Type == mailflow.RecordMX {
				r.Value = fmt.Sprintf("%d %s.", d.Preference, d.Host)
			}
			if !s.Foreign {
				out = append(out, r)
			}
		}
	}
	return out
}
