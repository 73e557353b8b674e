"""The Chinese language as texts write it and readers type it: folding, numerals, pinyin. Knows no Django."""
