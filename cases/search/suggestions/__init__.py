"""Suggestions while a reader types, and alternatives to a query without results."""
