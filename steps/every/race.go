//go:build race

package every

// thin is every how many-th combination is visited. The race detector makes all of it ten times slower, and combinations
// race no more than a few of them do.
const thin = 12
