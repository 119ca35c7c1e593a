package steps

// connectorScenario is one connector, any from and to of the EAC.
var connectorScenario = Scenario{
	ID:    "connector",
	Title: "Add a connector",
	Says:  "one connector, any from and to of the Exchange admin center",
	Path:  "from -> connector -> to",
	Parts: once(func() []Part {
		return []Part{organizationPart(false), connectorPart("connector", "Connector")}
	}),
	Ask:    []string{"connector", "organization"},
	Review: ReviewWords{Rail: "Review connector", Title: "Review connector", Next: "Create connector"},
}
