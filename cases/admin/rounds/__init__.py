"""Rounds of coding in the admin: opened, worked through, closed; how far coders agree, what is settled."""
