"""The text index: documents, normalisation, tokens, exact matches."""
