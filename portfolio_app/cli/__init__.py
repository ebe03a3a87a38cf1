"""The command line: every command of the program, without Qt, thin over the services."""
