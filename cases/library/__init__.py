"""From sources and curated tables to fixtures, and from fixtures to a database, also to one in use."""
