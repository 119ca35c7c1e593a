package render_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// directory stands in for Microsoft Graph. A domain is verified once its record is published.
func directory(domains map[string]*psObject, published *bool, context *psObject) *psRunner {
	add := func(name string, verified bool) {
		domains[name] = newObject("Id", name, "IsVerified", verified, "SupportedServices", nil)
	}
	if len(domains) == 0 {
		add("fabrikam.onmicrosoft.com", true)
	}
	text := newTable()
	text.set("text", "MS=ms51944068")
	return &psRunner{commands: map[string]func(psCall) ([]any, error){
		"Get-Module":    func(psCall) ([]any, error) { return nil, nil },
		"Get-MgContext": func(psCall) ([]any, error) { return []any{context}, nil },
		"Get-MgDomain": func(c psCall) (out []any, err error) {
			if name, ok := c.arg("DomainId").(string); ok {
				return []any{domains[name]}, nil
			}
			for _, d := range domains {
				out = append(out, d)
			}
			return out, nil
		},
		"New-MgDomain": func(c psCall) ([]any, error) {
			add(c.arg("BodyParameter").(*psTable).m["id"].value.(string), false)
			return nil, nil
		},
		"Get-MgDomainVerificationDnsRecord": func(psCall) ([]any, error) {
			return []any{
				newObject("RecordType", "Mx", "Label", "x"),
				newObject("RecordType", "Txt", "Label", "the.name", "AdditionalProperties", text),
			}, nil
		},
		"Confirm-MgDomain": func(c psCall) ([]any, error) {
			if !*published {
				return nil, errors.New("the record was not found")
			}
			domains[c.arg("DomainId").(string)].set("IsVerified", true)
			return nil, nil
		},
		"Update-MgDomain": func(c psCall) ([]any, error) {
			if slices.Contains(texts(c.arg("SupportedServices")), "") {
				return nil, errors.New("a service without a name")
			}
			domains[c.arg("DomainId").(string)].set("SupportedServices", c.arg("SupportedServices"))
			return nil, nil
		},
	}}
}

func TestGraphAddsAndVerifies(t *testing.T) {
	text := document(t, "graph", sample(t, "add-on-service", "organization.tenant-id: 11111111-2222-3333-4444-555555555555"))
	body, _, err := readPaste(text)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(text) {
		if len(line) > 121 {
			t.Error("too long:", line)
		}
	}
	context := newObject("Account", "admin@fabrikam.com", "TenantId", "11111111-2222-3333-4444-555555555555")
	domains, published := map[string]*psObject{}, false
	for _, c := range []struct {
		published bool
		says      string
		does      []string
	}{
		{false, "its proof is the TXT record MS=ms51944068 at the.name", []string{"New-MgDomain"}},
		{true, certificateDomain + ": set up for email", nil},
		{true, certificateDomain + ": verified", nil},
	} {
		published = c.published
		r := directory(domains, &published, context)
		if thrown := r.run(body); thrown != "" || !strings.Contains(r.receipt(), c.says) {
			t.Fatal(thrown, r.receipt())
		}
		if diff := cmp.Diff(c.does, order(r.called("New-MgDomain"))); diff != "" {
			t.Error(diff)
		}
	}
	context.set("TenantId", "another")
	r := directory(domains, &published, context)
	if thrown := r.run(body); !strings.Contains(thrown, "was expected") || !strings.Contains(r.receipt(), "Organization: not checked") {
		t.Error(thrown, r.receipt())
	}
	r = directory(map[string]*psObject{}, &published, context)
	r.scopes = []map[string]any{{"whatifpreference": true}}
	if thrown := r.run(body); !strings.Contains(thrown, "nothing would be changed") || len(r.called("New-MgDomain")) > 0 {
		t.Error("with -WhatIf for all:", thrown)
	}
}

func TestGraphStopsInAnotherTenant(t *testing.T) {
	body, _, err := readPaste(document(t, "graph", sample(t, "third-party-filter")))
	if err != nil {
		t.Fatal(err)
	}
	published := true
	r := directory(map[string]*psObject{}, &published, newObject("Account", "a", "TenantId", "b"))
	if thrown := r.run(body); !strings.Contains(thrown, "not the organization of contoso.onmicrosoft.com") || !strings.Contains(r.receipt(), "Organization: WRONG") || len(r.called("New-MgDomain")) > 0 {
		t.Error(thrown)
	}
}
