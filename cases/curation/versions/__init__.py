"""Public versions: the canonical form of what is published, its hashes, and when a version is cut."""
