"""The command line: thin. Data goes to stdout, progress to stderr on a terminal only."""
