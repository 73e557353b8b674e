"""Two hands on one thing: the second is told, and nothing typed is lost."""
