package mailflow

// Enhanced is Enhanced Filtering on an inbound connector. The zero value gives none of its parameters.
type Enhanced struct {
	Asked    bool // the parameters are given, even where they turn it off
	Skipping Skipping
	Listed   []SkipAddress
	Pilots   []EmailAddress
}
