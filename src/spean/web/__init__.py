"""The pages of a node: made on the server, no script, every view one audited act of a signed-in officer."""
