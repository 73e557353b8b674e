"""The text index: what of a case is searched, its normal form and tokens, and exact matches."""
