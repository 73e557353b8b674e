"""Finding cases by words: exact by the letter, and beyond the letter with a reason. Knows no web."""
