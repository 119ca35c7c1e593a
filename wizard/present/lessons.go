package present

import (
	"embed"
	"fmt"

	"eacwizard/steps"
)

// ready are the lessons that come with the program, one for each scenario, named after it.
//
//go:embed lessons/*.yaml
var ready embed.FS

// Source is the file of a scenario's ready lesson.
func Source(scenario string) ([]byte, error) {
	src, err := ready.ReadFile("lessons/" + scenario + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("there is no ready lesson %q", scenario)
	}
	return src, nil
}

// Ready is the ready lesson of a scenario.
func Ready(scenario string) (*Lesson, error) {
	src, err := Source(scenario)
	if err != nil {
		return nil, err
	}
	return Read("the lesson "+scenario, src)
}

// ReadyAll are all ready lessons, in the order of the scenarios.
func ReadyAll() (all []*Lesson, err error) {
	for _, sc := range steps.Scenarios() {
		l, err := Ready(sc.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, l)
	}
	return all, nil
}
