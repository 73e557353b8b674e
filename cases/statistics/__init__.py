"""Counts of a filtered list, crossed by two or three dimensions: sets in, finished tables out. No web."""
