"""What a script uses: names of the platform, by name alone, and syntax younger than ES2015."""

import re
from collections.abc import Iterator

from tests.old_browsers.use import Use

SILENT = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?<=[=(,:!&|?;{}\n])\s*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/(?=([a-z]*))""",
    re.DOTALL,
)
OWN = re.compile(
    r"function\s+(\w+)|(?:var|let|const|,)\s+(\w+)\s*=|(?:this|prototype)\.(\w+)\s*=(?!=)|(?<![?\w])(\w+):|class\s+(\w+)"
)
PARAMETERS = re.compile(r"function\s*\w*\s*\(([^()]*)\)|\(([^()]*)\)\s*=>|(\w+)\s*=>")
MEMBER = re.compile(r"\.#?(\w+)")
CALLED = re.compile(r"(?<![.\w])([a-zA-Z_]\w*)\(")
CAPITAL = re.compile(r"(?<![.\w])([A-Z]\w+)")
WORDS = {"if", "for", "while", "switch", "function", "return", "catch", "typeof", "new"}
SYNTAX = {
    "?.": r"\?\.(?!\d)",
    "??": r"\?\?(?!=)",
    "??=": r"\?\?=",
    "||=": r"\|\|=",
    "&&=": r"&&=",
    "#private": r"[.{;\s]#\w+",
    "static {": r"\bstatic\s*\{",
    "import()": r"\bimport\(",
    "await": r"\bawait\b",
    "**": r"\*\*",
}


def uses(script: str) -> Iterator[Use]:
    code = SILENT.sub('""', script)
    own = {name for names in OWN.findall(code) for name in names if name}
    own |= {name for lists in PARAMETERS.findall(code) for name in re.findall(r"\w+", " ".join(lists))}
    members = {name for name in MEMBER.findall(code) if not name.isdigit()}
    called = {*CALLED.findall(code), *CAPITAL.findall(code)}
    for name in sorted((members | called) - own - WORDS):
        yield Use("name", name, name, can_skip=False)
    used = (name for name, how in SYNTAX.items() if re.search(how, code))
    yield from (Use("syntax", name, name, can_skip=False) for name in used)
