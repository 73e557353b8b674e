"""Lists of honoured units in whatever layout: entries with their places, and what was not understood."""
