package mailflow

import "fmt"

// Organization names the tenant that the documents are for. Both are optional: without InitialDomain the
// documents say that they did not check where they run.
type Organization struct {
	InitialDomain Domain
	TenantID      TenantID
}

// Draft is what has been understood so far. Preview and checks read it; documents are made from a SetUp alone.
type Draft struct {
	Scenario     string
	Organization Organization
	Connectors   []Connector // in the order in which they are created
}

// SetUp is a draft in which nothing is missing and everything fits together.
type SetUp struct{ draft Draft }

// Complete is the only way to get a SetUp. It refuses a draft whose connectors lack something, by name.
func Complete(d Draft) (SetUp, error) {
	if len(d.Connectors) == 0 {
		return SetUp{}, fmt.Errorf("nothing to set up")
	}
	for _, c := range d.Connectors {
		if err := c.lacks(); err != nil {
			return SetUp{}, fmt.Errorf("%s: %w", c.Part(), err)
		}
	}
	return SetUp{d}, nil
}

func (s SetUp) Scenario() string           { return s.draft.Scenario }
func (s SetUp) Organization() Organization { return s.draft.Organization }

// Connectors are in the order in which they are created.
func (s SetUp) Connectors() []Connector { return s.draft.Connectors }
