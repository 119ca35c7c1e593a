package answers

import (
	"errors"
	"io"

	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

// tokenize cuts the text into tokens that are safe to parse: few, shallow, and without what an answer file has no use for.
//
// A value that begins with * is an alias to YAML, and the likeliest slip in a file full of domains. It is turned into
// the text it was meant as, and stars has its place, so that everything else in the file can still be judged.
func tokenize(text string) (tokens token.Tokens, stars map[place]string, problems []Problem) {
	raw, wrong := scan(text)
	if p := brokenEscape(text, raw); p != nil { // what comes behind it has been misread
		wrong = p
	}
	if wrong == nil {
		wrong = tooDeep(raw)
	}
	if wrong != nil {
		return nil, nil, []Problem{*wrong}
	}
	for _, tk := range raw {
		if p := unwanted(tk); p != nil {
			problems = append(problems, *p)
		}
	}
	if len(problems) > 0 {
		return nil, nil, problems
	}
	tokens, stars = unstar(raw)
	return tokens, stars, nil
}

// scan cuts the text into tokens, up to the first that is none.
func scan(text string) (tokens token.Tokens, wrong *Problem) {
	var s scanner.Scanner
	s.Init(text)
	for {
		part, err := s.Scan()
		tokens.Add(part...)
		var bad *scanner.InvalidTokenError
		switch {
		case errors.Is(err, io.EOF):
			return tokens, nil
		case errors.As(err, &bad):
			return tokens, inOurWords(text, bad.Token.Error, bad.Token)
		case err != nil:
			return tokens, notYAML(place{})
		case len(tokens) > maxTokens:
			return tokens, tooMuch()
		}
	}
}

// tooDeep looks for nesting before the parser does, because the parser nests its calls as deep as the file.
func tooDeep(tokens token.Tokens) *Problem {
	var columns []int // of the open blocks, each further right than the one before
	flow := 0
	for i, tk := range tokens {
		begins := 0
		switch tk.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow = max(0, flow-1)
		case token.SequenceEntryType, token.MappingKeyType:
			begins = tk.Position.Column
		case token.MappingValueType:
			begins = tk.Position.Column
			if i > 0 && tokens[i-1].Position.Line == tk.Position.Line {
				begins = tokens[i-1].Position.Column
			}
		}
		if begins > 0 && flow == 0 {
			for len(columns) > 0 && columns[len(columns)-1] > begins {
				columns = columns[:len(columns)-1]
			}
			if len(columns) == 0 || columns[len(columns)-1] < begins {
				columns = append(columns, begins)
			}
		}
		if len(columns)+flow > maxDepth {
			return problemAt(placeOfToken(tk), "nests lists and sections deeper than an answer file ever does", wrongFile)
		}
	}
	return nil
}

// unwanted refuses the parts of YAML that let a file stand for more than it says.
func unwanted(tk *token.Token) *Problem {
	what := ""
	switch tk.Type {
	case token.AnchorType:
		what = "& begins an anchor"
	case token.TagType:
		what = "! begins a tag"
	case token.DirectiveType:
		what = "% begins a directive"
	case token.MappingKeyType:
		what = "? begins a complex key"
	case token.MergeKeyType:
		return problemAt(placeOfToken(tk), "<< is a merge key in YAML, and an answer file has none", "write the answers out")
	default:
		return nil
	}
	return problemAt(placeOfToken(tk), what+" in YAML, and an answer file has none", "put a value that begins with "+what[:1]+" in quotes")
}

// unstar turns aliases into texts in quotes.
func unstar(raw token.Tokens) (tokens token.Tokens, stars map[place]string) {
	stars = map[place]string{}
	for i := 0; i < len(raw); i++ {
		tk := raw[i]
		if tk.Type == token.AliasType {
			value := "*"
			if i+1 < len(raw) && touches(tk, raw[i+1]) {
				i++
				value += raw[i].Value
			}
			stars[placeOfToken(tk)] = value
			tk = token.SingleQuote(value, value, tk.Position)
		}
		tokens.Add(tk)
	}
	return tokens, stars
}

// touches reports whether a text stands right behind the star.
func touches(star, next *token.Token) bool {
	return next.CharacterType == token.CharacterTypeMiscellaneous &&
		next.Position.Line == star.Position.Line && next.Position.Column == star.Position.Column+1
}

func placeOfToken(tk *token.Token) place {
	if tk == nil || tk.Position == nil {
		return place{}
	}
	return place{tk.Position.Line, tk.Position.Column}
}
