// Command regard is a customer experience management system.
package main

import "regard/internal/cli"

func main() { cli.Main() }
