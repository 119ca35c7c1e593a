package answers

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"eacwizard/steps"
)

// house is the start of a file of the scenario move to which nothing is missing; what follows it stands on line 5.
const house = "scenario: move\nhouse:\n  size: large\n  rooms: [hall]\n"

func TestBadFiles(t *testing.T) {
	for name, c := range map[string]struct {
		src  string
		want []string // without the file's name
	}{
		"empty": {"", []string{
			`: scenario: say what to set up; write scenario: connector, add-on-service, third-party-filter, third-party-filter-hybrid, third-party-archive or move`,
		}},
		"nothing but a comment": {"# soon\n---\n", []string{
			`: scenario: say what to set up; write scenario: connector, add-on-service, third-party-filter, third-party-filter-hybrid, third-party-archive or move`,
		}},
		"no scenario": {"house:\n  size: big\n", []string{
			`: scenario: say what to set up; write scenario: connector, add-on-service, third-party-filter, third-party-filter-hybrid, third-party-archive or move`,
		}},
		"unknown scenario": {"house:\n  size: big\nscenario: conector\n", []string{
			`:3:11: scenario: "conector" is no scenario; write connector, add-on-service, third-party-filter, third-party-filter-hybrid, third-party-archive or move`,
		}},
		"scenario is a number": {"scenario: 4\n", []string{
			`:1:11: scenario: "4" is no scenario; write connector, add-on-service, third-party-filter, third-party-filter-hybrid, third-party-archive or move`,
		}},
		"scenario is a list": {"scenario: [move]\n", []string{
			`:1:11: scenario: is a list where one name belongs; write connector, add-on-service, third-party-filter, third-party-filter-hybrid, third-party-archive or move`,
		}},
		"scenario is a section": {"scenario: {move: now}\n", []string{
			`:1:11: scenario: is a section of its own where one name belongs; write connector, add-on-service, third-party-filter, third-party-filter-hybrid, third-party-archive or move`,
		}},
		"top is a list": {"\n- scenario: move\n", []string{
			`:2:1: the file is a list where keys and sections belong; begin with a line such as scenario: connector`,
		}},
		"top is a text": {"hello\n", []string{
			`:1:1: the file is a text where keys and sections belong; begin with a line such as scenario: connector`,
		}},
		"two documents": {"scenario: move\n---\nscenario: move\n", []string{
			`:3:1: a second YAML document begins here; keep one document in a file`,
		}},

		"unknown section": {house + "gardn:\n  trees: [oak]\n", []string{
			`:5:1: "gardn" is no section of this scenario; the nearest is garden`,
		}},
		"section without scenario's indentation": {house + "colour: red\n", []string{
			`:5:1: "colour" is no section of this scenario; it belongs below house, indented`,
		}},
		"unknown key": {house + "  Room_s: [x]\n", []string{
			`:5:3: house: "Room_s" is no key of this section; the nearest is rooms`,
		}},
		"unknown key that no slip explains": {house + "  " + strings.Repeat("x", 100) + ": y\n", []string{
			`:5:3: house: "` + strings.Repeat("x", 38) + "…" + strings.Repeat("x", 20) + `" is no key of this section`,
		}},
		"key of another section": {house + "  trees: [oak]\n", []string{
			`:5:3: house: "trees" is no key of this section; it belongs to garden`,
		}},
		"unknown key of another type": {house + "  7: x\n", []string{
			`:5:3: house: "7" is no key of this section; the nearest is size`,
		}},
		"key twice": {house + "  colour: red\n  size: small\n", []string{
			`:6:3: house: "size" stands here a second time, first on line 3, column 3; keep one of the two`,
		}},
		"key twice, in quotes and not": {house + "  colour: red\n  \"colour\": blue\n", []string{
			`:6:3: house: "colour" stands here a second time, first on line 5, column 3; keep one of the two`,
		}},
		"section twice": {house + "house:\n  size: small\n", []string{
			`:5:1: "house" stands here a second time, first on line 2, column 1; keep one of the two`,
		}},
		"scenario twice": {house + "scenario: connector\n", []string{
			`:5:1: "scenario" stands here a second time, first on line 1, column 1; keep one of the two`,
		}},
		"section is a text": {"scenario: move\nhouse: large\n", []string{
			`:2:8: house: is a text where a section belongs; write its answers on lines of their own below it, indented, as key: value`,
		}},
		"section is a list": {"scenario: move\nhouse:\n  - size: large\n", []string{
			`:3:3: house: is a list where a section belongs; write its answers on lines of their own below it, indented, as key: value`,
		}},

		"text where a list belongs": {"scenario: move\nhouse:\n  size: small\n  rooms: hall, *, bath: blue\n", []string{
			`:4:10: "hall, *, bath: blue" holds a colon and a space, which makes it a key; write 'hall, *, bath: blue'`,
		}},
		"texts where a list belongs": {"scenario: move\nhouse:\n  size: small\n  rooms: hall, two baths ,*\n", []string{
			`:4:10: house.rooms: "hall, two baths ,*" is one value where a list belongs; write it as a list: [hall, two baths, '*']`,
		}},
		"number where a list belongs": {"scenario: move\nhouse:\n  size: small\n  rooms: 3\n", []string{
			`:4:10: house.rooms: "3" is one value where a list belongs; write it as a list: ['3']`,
		}},
		"long text where a list belongs": {"scenario: move\nhouse:\n  size: small\n  rooms: " + strings.Repeat("hall,", 30) + "\n", []string{
			`:4:10: house.rooms: "hall,hall,hall,hall,hall,hall,hall,hal…hall,hall,hall,hall," is one value where a list belongs; write it as a list: each item on a line of its own, behind a dash`,
		}},
		"section where a list belongs": {"scenario: move\nhouse:\n  size: small\n  rooms:\n    hall: big\n", []string{
			`:5:5: house.rooms: is a section of its own where a list belongs; write each item behind a dash, one that holds a colon and a space in quotes`,
		}},
		"items": {"scenario: move\nhouse:\n  size: small\n  rooms:\n    - hall\n    - 12\n    -\n    - no\n    - true\n    - a: b\n    - [c]\n    - ~\n    - 'the moat'\n", []string{
			`:6:7: house.rooms[1]: "12" is a number in YAML, and a text belongs here; write '12'`,
			`:7:5: house.rooms[2]: is empty; write a value, or remove it`,
			`:9:7: house.rooms[4]: "true" is a true-or-false value in YAML, and a text belongs here; write 'true'`,
			`:10:7: house.rooms[5]: is a section of its own where a text belongs; put a text that holds a colon and a space in quotes`,
			`:11:7: house.rooms[6]: is a list where a text belongs; write one text`,
			`:12:5: house.rooms[7]: is empty; write a value, or remove it`,
			`:13:7: house.rooms[8]: "the moat" is not allowed here; dig it elsewhere`,
		}},
		"list where a text belongs": {house + "  colour: [red]\n", []string{
			`:5:11: house.colour: is a list where a text belongs; write one text`,
		}},
		"section where a text belongs": {house + "  colour:\n    red: dark\n", []string{
			`:6:5: house.colour: is a section of its own where a text belongs; put a text that holds a colon and a space in quotes`,
		}},
		"numbers where a text belongs": {house + "  colour: 0x1F\ngarden:\n  trees: [1.5, .inf, .NaN, 0o7]\n", []string{
			`:5:11: house.colour: "0x1F" is a number in YAML, and a text belongs here; write '0x1F'`,
			`:7:11: garden.trees[0]: "1.5" is a number in YAML, and a text belongs here; write '1.5'`,
			`:7:16: garden.trees[1]: ".inf" is a number in YAML, and a text belongs here; write '.inf'`,
			`:7:22: garden.trees[2]: ".NaN" is a number in YAML, and a text belongs here; write '.NaN'`,
			`:7:28: garden.trees[3]: "0o7" is a number in YAML, and a text belongs here; write '0o7'`,
		}},
		"toggle": {"scenario: move\nhouse: {size: small, rooms: [hall], kind: flat, lift: yes}\n", []string{
			`:2:55: house.lift: "yes" is a text; write true or false`,
		}},
		"toggle in quotes": {"scenario: move\nhouse: {size: small, rooms: [hall], kind: flat, lift: 'True'}\n", []string{
			`:2:55: house.lift: "True" is a text because of its quotes; write true`,
		}},
		"toggle as number": {"scenario: move\nhouse: {size: small, rooms: [hall], kind: flat, lift: 1}\n", []string{
			`:2:55: house.lift: "1" is a number; write true or false`,
		}},
		"toggle as list": {"scenario: move\nhouse: {size: small, rooms: [hall], kind: flat, lift: []}\n", []string{
			`:2:55: house.lift: is a list where true or false belongs; write true or false`,
		}},

		"no option": {house + "  kind: hut\n", []string{
			`:5:9: house.kind: "hut" is none of the answers; write villa or castle`,
		}},
		"no option, a truth": {house + "  kind: true\n", []string{
			`:5:9: house.kind: "true" is none of the answers; write villa or castle`,
		}},
		"option as list": {house + "  kind: [villa]\n", []string{
			`:5:9: house.kind: is a list where one answer belongs; write villa or castle`,
		}},
		"option of another branch": {house + "  kind: flat\n", []string{
			`:5:9: house.kind: "flat" can be chosen only if size is small; write villa or castle`,
		}},
		"no option of a question that is not asked": {"scenario: move\nhouse: {size: small, rooms: [hall]}\ngarden:\n  ground: sand\n", []string{
			`:4:11: garden.ground: the scenario decides this: lawn; remove the line`,
		}},
		"what follows from a refused answer is not reported": {"scenario: move\nhouse:\n  size: huge\n  kind: castle\n  lift: true\n  rooms: []\n", []string{
			`:3:9: house.size: "huge" is none of the answers; write small or large`,
			`:6:3: house.rooms: name a room`,
		}},
		"fixed": {house + "garden:\n  ground: rocks\n  trees: [[oak]]\n", []string{
			`:6:11: garden.ground: the scenario decides this: lawn; remove the line`,
			`:7:11: garden.trees[0]: is a list where a text belongs; write one text`,
		}},
		"missing": {"scenario: move\nhouse:\n  colour: red\n  rooms:\n", []string{
			`:4:3: house.rooms: name a room`,
			`: house.size: say how large it is`,
		}},
		"demand": {house + "  kind: castle\n  colour: red\n", []string{
			`:6:3: house.colour: a castle is grey; choose another house`,
		}},
		"demand on what the file does not mention": {house + "  kind: castle\n", []string{
			`: house.colour: a castle is grey; choose another house`,
		}},
		"faults": {"scenario: move\nhouse: {size: small, rooms: [hall, \"moat\", '', x moat], colour: moat}\n", []string{
			`:2:36: house.rooms[1]: "moat" is not allowed here; dig it elsewhere`,
			`:2:44: house.rooms[2]: "" is nothing`,
			`:2:48: house.rooms[3]: "x moat" is not allowed here; dig it elsewhere`,
			`:2:65: house.colour: "moat" is not allowed here; dig it elsewhere`,
		}},

		"stars": {house + "  tenants:\n    - *.contoso.com # all\n    - contoso.com\n    - *\n  colour: *red\n  kind: *\ngarden:\n  trees: [*, *.oak,*]\n", []string{
			`:6:7: house.tenants[0]: "*.contoso.com" begins with *, which makes it an alias in YAML; write '*.contoso.com'`,
			`:8:7: house.tenants[2]: "*" begins with *, which makes it an alias in YAML; write '*'`,
			`:9:11: house.colour: "*red" begins with *, which makes it an alias in YAML; write '*red'`,
			`:10:9: house.kind: "*" begins with *, which makes it an alias in YAML; write '*'`,
			`:10:9: house.kind: "*" is none of the answers; write villa or castle`,
			`:12:11: garden.trees[0]: "*" begins with *, which makes it an alias in YAML; write '*'`,
			`:12:14: garden.trees[1]: "*.oak" begins with *, which makes it an alias in YAML; write '*.oak'`,
			`:12:20: garden.trees[2]: "*" begins with *, which makes it an alias in YAML; write '*'`,
		}},
		"star where a list belongs": {house + "garden:\n  trees: *\n", []string{
			`:6:10: garden.trees: "*" is one value where a list belongs; write it as a list: ['*']`,
		}},
		"star as a key": {house + "  *a : x\n", []string{
			`:5:3: house: "*a" is no key of this section; the nearest is size`,
			`:5:3: "*a" begins with *, which makes it an alias in YAML; write '*a'`,
		}},
		"star that breaks the YAML": {house + "  colour: * all\n", []string{
			`:5:11: "*" begins with *, which makes it an alias in YAML; write '*'`,
		}},
		"anchor, tag, merge key, complex key": {house + "  <<: {}\n  colour: &red red\n  tenants: [!!str 5]\n  ? kind\n", []string{
			`:5:3: << is a merge key in YAML, and an answer file has none; write the answers out`,
			`:6:11: & begins an anchor in YAML, and an answer file has none; put a value that begins with & in quotes`,
			`:7:13: ! begins a tag in YAML, and an answer file has none; put a value that begins with ! in quotes`,
			`:8:3: ? begins a complex key in YAML, and an answer file has none; put a value that begins with ? in quotes`,
		}},
		"directive": {"%YAML 1.2\n---\n" + house, []string{
			`:1:1: % begins a directive in YAML, and an answer file has none; put a value that begins with % in quotes`,
		}},

		"tab": {"scenario: move\nhouse:\n  size: large\n \trooms: [hall]\n", []string{
			`:4:2: a tab cannot indent in YAML; use spaces`,
		}},
		"colon": {house + "  colour: red: dark # really\n", []string{
			`:5:11: "red: dark" holds a colon and a space, which makes it a key; write 'red: dark'`,
		}},
		"colon in a long text": {house + "  colour: red: " + strings.Repeat("dark", 20) + "\n", []string{
			`:5:11: "red: darkdarkdarkdarkdarkdarkdarkdarkd…darkdarkdarkdarkdark" holds a colon and a space, which makes it a key; write it in quotes`,
		}},
		"single quote": {house + "  colour: 'red\n  tenants: []\n", []string{
			`:5:11: the text that begins here has no closing quote; add a ' at its end; a ' within it is written ''`,
		}},
		"double quote": {house + "  colour: \"red\n", []string{
			`:5:11: the text that begins here has no closing quote; add a " at its end`,
		}},
		"escape": {house + "  colour: \"C:\\Users\"\n", []string{
			`:5:14: \ begins an escape in double quotes, and this one does not exist; write the text in single quotes, where \ stands for itself`,
		}},
		"escape by number": {house + "  colour: \"C:\\users\"\n  7: x\n", []string{
			`:5:11: \x, \u or \U lacks its digits in this text in double quotes; write the text in single quotes, where \ stands for itself`,
		}},
		"escape by number that hides a quote": {house + "  tenants: [\"\\u263A\\\\x\", '\\x', \"\\x2\", b]\n", []string{
			`:5:32: \x, \u or \U lacks its digits in this text in double quotes; write the text in single quotes, where \ stands for itself`,
		}},
		"escape by number that hides the last quote": {house + "  colour: \"\\U0001F3E\"", []string{
			`:5:11: \x, \u or \U lacks its digits in this text in double quotes; write the text in single quotes, where \ stands for itself`,
		}},
		"escape by number beyond Unicode": {house + "  colour: \"\\UFFFFFFFF\"\n", []string{
			`:5:11: \x, \u or \U lacks its digits in this text in double quotes; write the text in single quotes, where \ stands for itself`,
		}},
		"text behind quotes": {house + "  colour: 'dark' red\n", []string{
			`:5:18: this cannot be read as YAML; check the indentation, the quotes, and the space behind each colon and dash, here and on the line above`,
		}},
		"reserved": {house + "  colour: @red\n", []string{
			"" + `:5:11: a value cannot begin with @ or ` + "` here; put it in quotes",
		}},
		"bracket not closed": {house + "  tenants: [a, b\n", []string{
			`:5:12: the list that begins here is not closed; add a ] at its end, or put a text that begins with [ in quotes`,
		}},
		"bracket not opened": {house + "  tenants: ]\n", []string{
			`:5:12: there is nothing that this bracket closes; remove it, or put the text in quotes`,
		}},
		"bracket without comma": {house + "  tenants: ['a' 'b']\n", []string{
			`:5:17: the list goes on without a comma, or is not closed; put a comma between the items and a ] at the end`,
		}},
		"brace": {house + "  colour: {red\n", []string{
			`:5:12: the { has no }; put a text that begins with { in quotes`,
		}},
		"comma": {house + "  tenants: [,a]\n", []string{
			`:5:13: there is no item before this comma; remove the comma, or write the item`,
		}},
		"list behind its key": {house + "  tenants: - a\n", []string{
			`:5:12: a list cannot begin behind its key; write each item on a line of its own, or all as [a, b]`,
		}},
		"block text": {house + "  colour: |red\n", []string{
			`:5:11: | and > begin a text of several lines in YAML; put a text that begins with one of them in quotes`,
		}},
		"indentation": {house + " colour: red\n", []string{
			`:5:2: this cannot be read as YAML; check the indentation, the quotes, and the space behind each colon and dash, here and on the line above`,
		}},
		"text behind the document's mark": {"--- scenario\nmove: x", []string{
			`:1:5: --- begins a document and stands alone on its line; put a text that begins with --- in quotes`,
		}},

		"not UTF-8": {house + "  colour: r\u00f6t gr\xfcn\n", []string{
			`:5:17: the byte FC is not UTF-8; save the file as UTF-8`,
		}},
		"control character": {house + "  colour: r\u00f6t\x1b[31m\n", []string{
			`:5:14: the control character U+001B does not belong in a text file; remove it`,
		}},
		"UTF-16":    {"\xff\xfes\x00", []string{`: is saved as UTF-16; save it as UTF-8, in PowerShell with Set-Content -Encoding utf8`}},
		"UTF-16 BE": {"\xfe\xff\x00s", []string{`: is saved as UTF-16; save it as UTF-8, in PowerShell with Set-Content -Encoding utf8`}},
		"binary":    {"PK\x03\x04\x00", []string{`: is not a text file; check that it is the right file`}},

		"places count characters, in spite of BOM and CRLF": {"\ufeffscenario: move\r\nhouse:\r\n  size: large\r\n  rooms: [\"d\u00f6\u00f6rs\", \U0001F3E0, 3]\r\n", []string{
			`:4:23: house.rooms[2]: "3" is a number in YAML, and a text belongs here; write '3'`,
		}},
		"places behind tabs": {house + "  colour:\t\"a\tb\"\t# red\n  tenants: [\"\ta\t\",\t'\t\tb',\tc, 3]\t\n", []string{
			`:6:30: house.tenants[3]: "3" is a number in YAML, and a text belongs here; write '3'`,
		}},
		"places behind texts of several lines": {house + "  colour: |\n    red\n\n    blue\n  tenants:\n    - \"a\n\n      b\"\n    - 'c\n      d'\n    - e\n      f\n    - >-\n      g\n    - 7\n", []string{
			`:19:7: house.tenants[4]: "7" is a number in YAML, and a text belongs here; write '7'`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := read("a.yaml", []byte(c.src), scenarios())
			if err == nil {
				t.Fatal("it was taken")
			}
			want := "a.yaml" + strings.Join(c.want, "\na.yaml")
			if diff := cmp.Diff(want, err.Error()); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.src, diff)
			}
		})
	}
}

// A proposal that cannot stand has no place in the file.
func TestFaultOfAProposal(t *testing.T) {
	sc := &steps.Scenario{ID: "ditch", Parts: steps.Of(steps.Part{ID: "old", Fields: []steps.Field{
		{Name: "around", Kind: steps.List, Parse: noMoat, Propose: func(steps.Sight) steps.Value { return steps.Value{"hedge", "moat"} }},
		{Name: "name", Kind: steps.Text, Parse: noMoat, Propose: func(steps.Sight) steps.Value { return steps.Value{"moat"} }},
	}})}
	_, err := read("a.yaml", []byte("scenario: ditch\n"), []*steps.Scenario{sc})
	want := "a.yaml: old.around[1]: \"moat\" is not allowed here; dig it elsewhere\na.yaml: old.name: \"moat\" is not allowed here; dig it elsewhere"
	if err == nil || err.Error() != want {
		t.Error(err)
	}
}

func TestProblemHasItsParts(t *testing.T) {
	_, err := read("a.yaml", []byte(house+"  kind: castle\n  colour: the moat\n"), scenarios())
	want := []Problem{
		{File: "a.yaml", Line: 6, Column: 3, Key: "house.colour", Item: -1, Why: "a castle is grey", Fix: "choose another house", Rule: "H1"},
		{File: "a.yaml", Line: 6, Column: 11, Key: "house.colour", Item: -1, Why: `"the moat" is not allowed here`, Fix: "dig it elsewhere", Rule: "H2"},
	}
	if diff := cmp.Diff(want, err.(*Rejected).Problems); diff != "" {
		t.Error(diff)
	}
}

func TestMissing(t *testing.T) {
	for src, want := range map[string]struct {
		keys []steps.Key
		only bool
	}{
		"":                         {[]steps.Key{"scenario"}, true},
		"scenario: move\n":         {[]steps.Key{"house.size", "house.rooms"}, true},
		"scenario: move\nhouse:\n": {[]steps.Key{"house.size", "house.rooms"}, true},
		"scenario: move\nhouse: {colour: moat}\n": {[]steps.Key{"house.size", "house.rooms"}, false},
		"scenario: mov\n":                         {nil, false},
	} {
		_, err := read("a.yaml", []byte(src), scenarios())
		got := err.(*Rejected)
		if diff := cmp.Diff(want.keys, got.Missing()); diff != "" || want.only != got.OnlyMissing() {
			t.Errorf("%q: only %v, %s", src, got.OnlyMissing(), diff)
		}
	}
}

func TestFileNameIsOneLine(t *testing.T) {
	_, err := Read("a\x1b\n.yaml", nil)
	if got := err.Error(); strings.ContainsAny(got, "\x1b\n") {
		t.Errorf("%q", got)
	}
}
