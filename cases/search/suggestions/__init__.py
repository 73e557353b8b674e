"""Suggestions while a reader types, and alternatives where nothing is found."""
