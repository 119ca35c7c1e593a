package mailflow

// ProofTXT is the content of the TXT record that proves to Microsoft 365 who owns a domain: MS=ms51944068.
type ProofTXT struct{ value }

// ParseProofTXT reads the content of a TXT proof.
func ParseProofTXT(s string) (ProofTXT, error) { return parse(s, readProofTXT) }

func readProofTXT(t string) (ProofTXT, *slip) { return ProofTXT{value{t, t}}, nil }

// ProofMX is the host of the MX record that proves the same: ms51944068.msv1.invalid.
type ProofMX struct{ value }

// ParseProofMX reads the host of an MX proof.
func ParseProofMX(s string) (ProofMX, error) { return parse(s, readProofMX) }

func readProofMX(t string) (ProofMX, *slip) { return ProofMX{value{t, t}}, nil }
