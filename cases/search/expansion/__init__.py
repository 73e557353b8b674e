"""Query expansion: what a term matches beside its exact matches, each with a reason."""
