package render

var organizationConfig = object{
	Noun:      "OrganizationConfig",
	Called:    "configuration",
	Short:     "Organization",
	Told:      []string{"RejectDirectSend"},
	Returning: returnDirectSend,
	NoGUID:    []commandChange{{"Set-OrganizationConfig", "Direct Send"}},
	Reader: `# The configuration of the organization.
$readOrganization = {
    Get-OrganizationConfig -ErrorAction Stop
}`,
}

func refuseDirectSend() action {
	return action{
		Does: change, On: organizationConfig.named(""), Command: organizationConfig.change(),
		Params: []parameter{{Name: "RejectDirectSend", Value: boolean(true)}},
	}
}
