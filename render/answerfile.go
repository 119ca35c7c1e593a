package render

import (
	"bytes"

	"eacwizard/steps/answers"
)

// answerFile is the answer file, below the warnings that every document begins with.
func answerFile(src *source) ([]byte, error) {
	var out bytes.Buffer
	for _, w := range src.heads {
		for _, line := range wrap(w, textWidth-len("# ")) {
			out.WriteString("# " + line + "\n")
		}
		out.WriteString("\n")
	}
	file, err := answers.Write(src.s)
	out.Write(file)
	return out.Bytes(), err
}
