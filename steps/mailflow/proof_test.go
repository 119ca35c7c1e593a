package mailflow

import (
	"regexp"
	"testing"
)

var goodProofTXTs = []good{
	{"MS=ms51944068", "MS=ms51944068"},
}

var badProofTXTs = []bad{
	{"", "", `"" is empty; copy the TXT value that the admin center shows for the domain, as in MS=ms51944068`},
	{"ms51944068", "", `"ms51944068" is not in the form that Microsoft 365 looks for; write MS=ms51944068`},
	{"51944068", "", `"51944068" is only the number of the proof; write MS=ms51944068`},
	{"MS=MS51944068", "", `"MS=MS51944068" is not in the form that Microsoft 365 looks for; write MS=ms51944068`},
	{"ms51944068.msv1.invalid", "", `"ms51944068.msv1.invalid" is the value of the MX record, and the TXT record's is asked for; write MS=ms51944068`},
	{`"MS=ms51944068"`, "", `""MS=ms51944068"" is not in the form that Microsoft 365 looks for; write MS=ms51944068`},
	{`@ 3600 IN TXT "MS=ms51944068"`, "", `"@ 3600 IN TXT "MS=ms51944068"" is not in the form that Microsoft 365 looks for; write MS=ms51944068`},
	{"google-site-verification=x", "", `"google-site-verification=x" is not the proof that Microsoft 365 asks for; copy the TXT value that the admin center shows for the domain, as in MS=ms51944068`},
}

func TestParseProofTXT(t *testing.T) { check(t, as(ParseProofTXT), goodProofTXTs, badProofTXTs) }

func FuzzParseProofTXT(f *testing.F) {
	fuzz(f, as(ParseProofTXT), regexp.MustCompile(`^MS=ms\d+$`), goodProofTXTs, badProofTXTs)
}

var goodProofMXs = []good{
	{"ms51944068.msv1.invalid", "ms51944068.msv1.invalid"},
	{"MS51944068.msv1.invalid.", "ms51944068.msv1.invalid"},
}

var badProofMXs = []bad{
	{"", "", `"" is empty; copy the value that the admin center shows for the MX record, as in ms51944068.msv1.invalid`},
	{"32767 ms51944068.msv1.invalid", "", `"32767 ms51944068.msv1.invalid" has the preference in front; write ms51944068.msv1.invalid`},
	{"MS=ms51944068", "", `"MS=ms51944068" is the value of the TXT record, and the MX record's is asked for; write ms51944068.msv1.invalid`},
	{"ms51944068", "", `"ms51944068" is not in the form that Microsoft 365 looks for; write ms51944068.msv1.invalid`},
	{"mx1.contoso.com", "", `"mx1.contoso.com" is not the proof that Microsoft 365 asks for; copy the value that the admin center shows for the MX record, as in ms51944068.msv1.invalid`},
}

func TestParseProofMX(t *testing.T) { check(t, as(ParseProofMX), goodProofMXs, badProofMXs) }

func FuzzParseProofMX(f *testing.F) {
	fuzz(f, as(ParseProofMX), regexp.MustCompile(`^ms\d+\.msv1\.invalid$`), goodProofMXs, badProofMXs)
}
