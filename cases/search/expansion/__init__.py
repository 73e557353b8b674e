"""Query expansion: what a term finds beyond its exact matches, each with a reason."""
