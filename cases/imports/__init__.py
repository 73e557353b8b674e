"""Bringing in: files become texts, documents intakes with stored changes, these drafts; and back out."""
