"""From sources and curated tables to the fixtures, and from the fixtures to a database, also to one in use."""
