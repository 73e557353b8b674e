"""Chinese as it is written and spoken: pinyin and numerals. Knows no Django."""
