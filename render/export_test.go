package render

// Paste lets the tests make the block of a set-up that no scenario has yet.
var Paste = paste

// WrapHard is for a test.
var WrapHard = wrapHard
