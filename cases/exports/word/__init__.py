"""材料汇编: chosen cases as a Word document after GB/T 9704—2012, ready for an office to print.

`contents` says what is printed, `layout` by which measures, `document` writes it.
"""

from cases.exports.word.contents import Cover, Entry, entry_of, with_contents
from cases.exports.word.document import CONTENT_TYPE, compilation

__all__ = ["CONTENT_TYPE", "Cover", "Entry", "compilation", "entry_of", "with_contents"]
