"""Readers: from the text of a source document to award records. Pure Python, no Django, no web."""
