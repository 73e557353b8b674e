"""材料汇编: cases as a Word document after GB/T 9704—2012, ready for an office to print.

`contents` says what is printed, `layout` by which measures, `document` writes it, `word_file` offers it.
"""
