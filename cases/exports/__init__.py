"""Lists and documents as files: one object a format."""
