package answers

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// tree makes the tree of the one document that the text holds, nil where it holds none, and the places of the values
// in it that begin with a bare *. A panic of the YAML library is a problem of the file like any other.
func tree(text string) (body ast.Node, stars map[place]string, problems []Problem) {
	defer func() {
		if recover() != nil {
			body, stars, problems = nil, nil, []Problem{*notYAML(place{})}
		}
	}()
	tokens, stars, problems := tokenize(text)
	if len(problems) > 0 {
		return nil, nil, problems
	}
	body, wrong := parse(text, tokens)
	switch {
	case wrong == nil:
		return body, stars, nil
	case len(stars) == 0:
		return nil, nil, []Problem{*wrong}
	}
	return nil, nil, starred(stars) // it is most likely because of them
}

func parse(text string, tokens token.Tokens) (body ast.Node, wrong *Problem) {
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey()) // duplicates are reported with both places
	var bad *yaml.SyntaxError
	switch {
	case errors.As(err, &bad):
		return nil, inOurWords(text, bad.Message, bad.Token)
	case err != nil:
		return nil, notYAML(place{})
	}
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case body == nil:
			body = doc.Body
		default:
			return nil, problemAt(placeOf(doc.Body), "a second YAML document begins here", "keep one document in a file")
		}
	}
	return body, nil
}

// phrases say what the YAML library means, told apart by a piece of its message.
var phrases = []struct{ message, why, fix string }{
	{"single-quoted text", "the text that begins here has no closing quote", "add a ' at its end; a ' within it is written ''"},
	{"double-quoted text", "the text that begins here has no closing quote", `add a " at its end`},
	{"escape", `\ begins an escape in double quotes, and this one does not exist`, `write the text in single quotes, where \ stands for itself`},
	{"surrogate", "this escape is half a character", `write the character itself`},
	{"reserved character", "a value cannot begin with @ or ` here", "put it in quotes"},
	{"']' not found", "the list that begins here is not closed", "add a ] at its end, or put a text that begins with [ in quotes"},
	{"flow map content", "the { has no }", "put a text that begins with { in quotes"},
	{"end token '}'", "the { has no }", "put a text that begins with { in quotes"},
	{"',' or ']'", "the list goes on without a comma, or is not closed", "put a comma between the items and a ] at the end"},
	{"',' or '}'", "the { goes on without a comma, or is not closed", "put a text that begins with { in quotes"},
	{"corresponding to", "there is nothing that this bracket closes", "remove it, or put the text in quotes"},
	{"found ','", "there is no item before this comma", "remove the comma, or write the item"},
	{"block sequence entries", "a list cannot begin behind its key", "write each item on a line of its own, or all as [a, b]"},
	{"header option", "| and > begin a text of several lines in YAML", "put a text that begins with one of them in quotes"},
	{"multi-line", "| and > begin a text of several lines in YAML, and there is none", "put a text that begins with one of them in quotes"},
	{"document separator", "--- begins a document and stands alone on its line", "put a text that begins with --- in quotes"},
}

// inOurWords says what the YAML library complains of.
func inOurWords(text, message string, tk *token.Token) *Problem {
	where := placeOfToken(tk)
	switch {
	case strings.Contains(message, "tab character"), strings.Contains(message, "'\t'"):
		where.column = tabIn(line(text, where), where.column)
		return problemAt(where, "a tab cannot indent in YAML", "use spaces")
	case strings.Contains(message, "mapping value is not allowed"):
		value := valueIn(line(text, where), where.column)
		return problemAt(where, says(value, "holds a colon and a space, which makes it a key"), "write "+brief(value, "it in quotes"))
	}
	for _, ph := range phrases {
		if strings.Contains(message, ph.message) {
			return problemAt(where, ph.why, ph.fix)
		}
	}
	return notYAML(where)
}

func notYAML(where place) *Problem {
	return problemAt(where, "this cannot be read as YAML", `check the indentation, the quotes, and the space behind each colon and dash, here and on the line above`)
}

// line is the text of a line of the file.
func line(text string, where place) string {
	lines := strings.Split(text, "\n")
	if where.line < 1 || where.line > len(lines) {
		return ""
	}
	return lines[where.line-1]
}

// tabIn is the column of a line's first tab.
func tabIn(line string, otherwise int) int {
	if i := strings.IndexByte(line, '\t'); i >= 0 {
		return utf8.RuneCountInString(line[:i]) + 1
	}
	return otherwise
}

// valueIn is what stands from a column on, without a comment.
func valueIn(line string, column int) string {
	runes := []rune(line)
	value := string(runes[min(max(column-1, 0), len(runes)):])
	value, _, _ = strings.Cut(value, " #")
	return strings.TrimSpace(value)
}
