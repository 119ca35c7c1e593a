package render_test

type (
	psAssign struct {
		target psNode
		op     string
		value  psNode
	}
	psIncrement struct {
		name string
		down bool
	}
	psIf struct {
		conds     []psNode
		bodies    [][]psNode
		otherwise []psNode
	}
	psForeach struct {
		name string
		in   psNode
		body []psNode
	}
	psFor struct {
		first, cond, each psNode
		body              []psNode
	}
	psTry   struct{ body, catch, finally []psNode }
	psThrow struct{ value psNode } // nil: the same again
	psDot   struct{ text psNode }  // . ([scriptblock]::Create(…)): the text becomes part of what is read

	psPipeline struct{ stages []psNode } // more than one
	psCommand  struct {
		name   string
		call   psNode // of &
		args   []psArg
		splats []string
	}
	psArg struct {
		name  string
		value psNode
	}

	psString string
	psNumber int
	psVar    string
	psArray  struct{ body []psNode } // @( )
	psHash   struct {
		keys   []string
		values []psNode
	}
	psParen struct{ body psNode }
	psBlock struct {
		bound  bool // [CmdletBinding()]
		params []string
		body   []psNode

		// of a function of a module
		asks      bool              // before it changes something, unless -Confirm:$false is given
		types     map[string]string // of its parameters
		mandatory []string
	}
	psFunction struct {
		name  string
		block psBlock
	}
	psType string
	psCast struct {
		kind string
		x    psNode
	}
	psStatic struct {
		kind, member string
		args         []psNode
	}
	psMember struct {
		x    psNode
		name string
	}
	psMethod struct {
		x    psNode
		name string
		args []psNode
	}
	psIndex struct{ x, at psNode }
	psComma struct{ items []psNode }
	psNot   struct{ x psNode }
	psBin   struct {
		op   string
		l, r psNode
	}
	psNode interface{}
)

// children are the nodes right below n, in the order of the text.
func children(n psNode) (out []psNode) {
	switch n := n.(type) {
	case psAssign:
		return []psNode{n.target, n.value}
	case psIf:
		for i := range n.conds {
			out = append(append(out, n.conds[i]), n.bodies[i]...)
		}
		return append(out, n.otherwise...)
	case psForeach:
		return append([]psNode{n.in}, n.body...)
	case psFor:
		return append([]psNode{n.first, n.cond, n.each}, n.body...)
	case psTry:
		return append(append(append(out, n.body...), n.catch...), n.finally...)
	case psThrow:
		if n.value != nil {
			return []psNode{n.value}
		}
	case psDot:
		return []psNode{n.text}
	case psPipeline:
		return n.stages
	case psCommand:
		if n.call != nil {
			out = append(out, n.call)
		}
		for _, a := range n.args {
			out = append(out, a.value)
		}
		return out
	case psArray:
		return n.body
	case psHash:
		return n.values
	case psParen:
		return []psNode{n.body}
	case psBlock:
		return n.body
	case psFunction:
		return n.block.body
	case psCast:
		return []psNode{n.x}
	case psStatic:
		return n.args
	case psMember:
		return []psNode{n.x}
	case psMethod:
		return append([]psNode{n.x}, n.args...)
	case psIndex:
		return []psNode{n.x, n.at}
	case psComma:
		return n.items
	case psNot:
		return []psNode{n.x}
	case psBin:
		return []psNode{n.l, n.r}
	}
	return nil
}

// walk calls f for all nodes, each before what is below it.
func walk(ns []psNode, f func(psNode)) {
	for _, n := range ns {
		f(n)
		walk(children(n), f)
	}
}

// commandsIn are all named commands, run or not.
func commandsIn(ns []psNode) (out []psCommand) {
	walk(ns, func(n psNode) {
		if c, ok := n.(psCommand); ok && c.name != "" {
			out = append(out, c)
		}
	})
	return out
}

// assigned is what the block assigns to a variable first, or nil.
func assigned(ns []psNode, name string) (value psNode) {
	walk(ns, func(n psNode) {
		if a, ok := n.(psAssign); ok && a.target == psVar(name) && value == nil {
			value = a.value
		}
	})
	return value
}
