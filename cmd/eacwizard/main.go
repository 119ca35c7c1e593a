// Command eacwizard walks through the connector set-up of the Exchange admin center in a terminal and ends with the
// PowerShell, the summary and the answer file that the admin center does not give. It changes nothing itself.
//
// This package holds what touches the world: flags, files, streams, signals and the exit status.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}
