"""What a reader types, parsed into terms, and the vocabularies that a term may name."""
