"""Full-text search: from the text that a reader types to cases in order, each with the reason for it.

Imports go downwards: suggestions, explain > searcher > ranking > expansion > query > text > thresholds.
"""
