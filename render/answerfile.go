package render

import "eacwizard/steps/answers"

// answerFile is the answer file, below the warnings that every document begins with.
func answerFile(src *source) ([]byte, error) {
	out := src.maker.sheet()
	var lines []string
	for _, w := range src.heads {
		lines = appendWrapped(lines[:0], w, textWidth-len("# "))
		for _, line := range lines {
			out = append(append(append(out, "# "...), line...), '\n')
		}
		out = append(out, '\n')
	}
	out, err := answers.Append(out, src.s)
	if err != nil {
		return nil, err
	}
	return src.maker.done(out), nil
}
