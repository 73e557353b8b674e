"""What a reader typed, read as terms, and the vocabularies that it may name."""
