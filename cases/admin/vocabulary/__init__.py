"""The vocabulary in the admin: who may change it, and the pages of its care."""
