package answers

import (
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// shape is what stands in the file, as far as questions care.
type shape int

const (
	isNothing shape = iota
	isText
	isNumber
	isTruth
	isList
	isSection
)

// called is the shape of something in a sentence.
func (s shape) called() string {
	switch s {
	case isText:
		return "a text"
	case isNumber:
		return "a number"
	case isTruth:
		return "a true-or-false value"
	case isList:
		return "a list"
	}
	return "a section of its own"
}

// look is the shape of a node, and what is written there where it is a single value.
func look(n ast.Node) (shape, string) {
	switch n := n.(type) {
	case *ast.StringNode:
		return isText, n.Value
	case *ast.LiteralNode:
		return isText, n.Value.Value
	case *ast.BoolNode:
		return isTruth, n.GetToken().Value
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return isNumber, n.GetToken().Value
	case *ast.SequenceNode:
		return isList, ""
	case ast.MapNode:
		return isSection, ""
	}
	return isNothing, ""
}

// inQuotes reports whether a text is one only because of its quotes.
func inQuotes(n ast.Node) bool {
	s, ok := n.(*ast.StringNode)
	return ok && (s.Token.Type == token.SingleQuoteType || s.Token.Type == token.DoubleQuoteType)
}

// placeOf is where a node begins.
func placeOf(n ast.Node) place {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return placeOf(m.Values[0].Key) // the node's own token is the colon
	}
	return placeOfToken(n.GetToken())
}

// entry is one line of a section.
type entry struct {
	name  string
	at    place
	value ast.Node
}

// entries are the lines of a section in the file's order.
func entries(m ast.MapNode) []entry {
	it := m.MapRange()
	out := make([]entry, 0, 8) // as many as most sections have
	for it.Next() {
		key := it.Key()
		out = append(out, entry{name: key.GetToken().Value, at: placeOf(key), value: it.Value()})
	}
	return out
}
