"""Care of the vocabulary: acts that change many things as one, shown before and taken back whole."""
