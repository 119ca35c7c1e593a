package answers

import (
	"embed"
	"fmt"
)

// samples are the answers of the fictitious organizations of Microsoft's articles, one file a scenario.
//
//go:embed samples/*.yaml
var samples embed.FS

// Sample are the sample answers of a scenario, as a file that Read takes. Its error names no file, because the person gave none.
func Sample(scenario string) (*File, error) {
	src, err := samples.ReadFile("samples/" + scenario + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("there is no sample for %q", oneLine(scenario))
	}
	file, err := Read("the sample "+scenario, src)
	if err != nil {
		return nil, err
	}
	file.Settled.Sample = true
	return file, nil
}
