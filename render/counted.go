package render

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// most is the literal of how many entries each list of an object may have: one for each property that is given.
func (s *subject) most() string {
	var counts []string
	for _, list := range slices.Sorted(maps.Keys(s.Counted)) {
		n := 0
		for _, property := range s.Counted[list] {
			if lookup(s.Forms[0], property) != nil {
				n++
			}
		}
		counts = append(counts, fmt.Sprintf("%s = %d", list, n))
	}
	return "@{ " + strings.Join(counts, "; ") + " }"
}

// hasCounted reports whether some kind of object has lists of which only the number of entries is known.
func hasCounted(all []*object) bool {
	return slices.ContainsFunc(all, func(o *object) bool { return len(o.Counted) > 0 })
}

// compareLists is left out where no such kinds are compared.
const compareLists = `# A sentence for each list of a rule that holds more than was asked for, whatever it is: a rule can have much
# that no property here stands for. Settings, which may be listed among the actions, count as none.
$compareLists = {
    param($Object, $Most)
    foreach ($list in @($Most.Keys | Sort-Object)) {
        $kinds = @()
        foreach ($one in @(& $valueOf -Object $Object -Property $list)) {
            $kind = [string]$one
            $isSetting = [regex]::Match($kind, 'AuditSeverity|StopRule|Halt').Success
            if ('' -ne $kind -and -not $isSetting) {
                $kinds += $kind
            }
        }
        if ($kinds.Count -gt $Most[$list]) {
            '{0}: expected {1} at most, found {2}' -f $list, $Most[$list], ($kinds -join ', ')
        }
    }
}`

// examineLists stops a block before the first change where an object that is there holds more than was asked for. A script
// has assertLists.
const examineLists = `# What is in the lists of the rule and nobody asked for.
<unsure>
if ('' -ne $<x>Guid) {
    $most = <most>
    $more = @(& $compareLists -Object $<x>Found['Object'] -Most $most)
    if ($more.Count -gt 0) {
        throw (('The <called> {0} is there already and has more in it than wanted. {1}. It was left ' +
            'as it is: change it in the admin center, or choose another name in the answers.') -f
            <name>, ($more -join '; '))
    }
    <sure>
}`

// unsure and sureOf say in a receipt whether the lists could be compared.
const (
	unsure = `$<x>AsWanted = 'as wanted in all that could be compared'`
	sureOf = `foreach ($list in $most.Keys) {
    if ('' -ne [string](& $valueOf -Object $<x>Found['Object'] -Property $list)) {
        $<x>AsWanted = 'exactly as wanted'
    }
}`
)

// recountLists looks once more after a script set an object right.
const recountLists = `$back = Find-ObjectByGuid -Known @(& $read<Short>) -Guid $found['Guid']
$more = @(& $compareLists -Object $back -Most <most>)
if ($more.Count -gt 0) {
    throw ('The <called> {0} was changed and still has more in it than wanted. {1}.' -f
        $found['Name'], ($more -join '; '))
}`

// listsOf are the blanks of examineLists for a subject, told of in a receipt or not.
func (s *subject) listsOf(told bool) []blank {
	return []blank{{"<most>", s.most()}, when(told, "<unsure>", unsure), when(told, "<sure>", sureOf)}
}
