"""Bringing in what is new: from a file to drafts, and back out again."""
