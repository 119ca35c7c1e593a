package steps

// connectorScenario is one connector, any from and to of the EAC.
var connectorScenario = Scenario{
	ID:    "connector",
	Title: "Add a connector",
	Says:  "one connector, any from and to of the Exchange admin center",
	Parts: []Part{organizationPart, connectorPart("connector", "Connector")},
	Dress: func(s *Settled) []Page {
		pages := newEACPages(s, "connector")
		if len(pages) == 1 { // the EAC shows no way on before it knows both ends
			return pages
		}
		return append(pages, organizationPage(), reviewPage(s, "connector", "Create connector"))
	},
}
