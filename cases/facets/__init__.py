"""The facets: classifications of the library, each declared once, and the validation of their values."""
