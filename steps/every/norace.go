//go:build !race

package every

// thin is every how many-th combination is visited: all of them.
const thin = 1
