"""Sentence embeddings: which sentences of the texts are near in meaning to what a reader describes."""
