package render

import (
	"bytes"

	"eacwizard/steps"
	"eacwizard/steps/answers"
	"eacwizard/steps/mailflow"
)

// answerFile is the answer file, below the warnings that every document begins with.
func answerFile(s *steps.Settled, up mailflow.SetUp) ([]byte, error) {
	var out bytes.Buffer
	for _, w := range heads(s, up) {
		for _, line := range wrap(w, textWidth-len("# ")) {
			out.WriteString("# " + line + "\n")
		}
		out.WriteString("\n")
	}
	file, err := answers.Write(s)
	out.Write(file)
	return out.Bytes(), err
}
