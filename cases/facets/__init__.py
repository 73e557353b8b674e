"""The facets: ways of dividing the library, each declared once, and the validation of their values."""
