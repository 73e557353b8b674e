"""A list of cases: search state, sets, facets with counts, pages of results, alternatives."""
