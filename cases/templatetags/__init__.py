"""Template tags: Jinja parts drawn within Django templates."""
