"""Files to texts: what a file is, its encoding, and a reader for each kind, within bounds."""
