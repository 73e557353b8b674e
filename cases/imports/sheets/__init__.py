"""Exported sheets that come back edited: recognised, compared with what is held, made stored changes."""
