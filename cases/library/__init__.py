"""The way of the fixtures: from the sources and curated tables to files, from files to the database."""
