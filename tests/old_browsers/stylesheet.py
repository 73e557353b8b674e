"""What a stylesheet uses: at-rules, selectors, properties, their keywords, functions and units."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.old_browsers.use import Use

TOKEN = re.compile(r"/\*.*?\*/|\"[^\"]*\"|'[^']*'|[{}]|[^{}\"'/]+|/", re.DOTALL)
KEYWORD = re.compile(r"(?<![-\w#.%!])[a-z][a-z-]*(?![-\w(])")
FUNCTION = re.compile(r"(?<![\w])(-?[a-z][a-z-]*)\(")
UNIT = re.compile(r"(?<![\w#.-])-?(?:\d+\.?\d*|\.\d+)([a-zA-Z]+)")
PSEUDO = re.compile(r"::?[a-z-]+")
NOT_OF_SEVERAL = re.compile(r":not\([^()]*[,\s>+~][^()]*\)")
RANGE = re.compile(r"\([^()]*[<>=][^()]*\)")


@dataclass(frozen=True, slots=True)
class Rule:
    """`within` are the at-rules around it, the outermost first; strings in it are empty."""

    within: tuple[str, ...]
    head: str
    body: str

    @property
    def is_asked_for(self) -> bool:
        """Only for browsers that say they carry it."""
        return any(each.startswith("@supports") and "not" not in each.split() for each in self.within)


def rules(css: str) -> Iterator[Rule]:
    heads: list[str] = []
    text = ""
    for token in TOKEN.findall(css):
        if token == "{":
            heads.append(" ".join(text.split()))
            text = ""
        elif token == "}":
            *within, head = heads
            yield Rule(tuple(within), head, text)
            heads, text = within, ""
        elif not token.startswith("/*"):
            text += '""' if token[0] in "\"'" else token


def uses(css: str) -> Iterator[Use]:
    for rule in rules(css):
        found = of_at_rule(rule) if rule.head.startswith("@") else of_selectors(rule)
        for use in [*found, *of_body(rule)]:
            yield replace(use, has_other=use.has_other or rule.is_asked_for)


def of_at_rule(rule: Rule) -> Iterator[Use]:
    name, _, rest = rule.head.partition(" ")
    yield Use("at-rule", name, rule.head)
    names = re.findall(r"\(([a-z-]+)" if name == "@media" else r"(?<!:)\b([a-z-]+)\(", rest)
    yield from (Use("at-rule", f"{name} {each}", rule.head) for each in names if each != "not")
    if name == "@page" and rest:
        yield Use("at-rule", "@page of a name", rule.head)
    if RANGE.search(rest) and name == "@media":
        yield Use("at-rule", "@media range", rule.head)


def of_selectors(rule: Rule) -> Iterator[Use]:
    """In a list, one that a browser does not know drops all."""
    alone = "," not in re.sub(r"\([^()]*\)", "", rule.head)
    if ";" in rule.head or "&" in rule.head:
        yield Use("selector", "nesting", rule.head, can_skip=False)
    for name in PSEUDO.findall(rule.head):
        yield Use("selector", name, rule.head, can_skip=alone)
    if NOT_OF_SEVERAL.search(rule.head):
        yield Use("selector", ":not of several", rule.head, can_skip=alone)


def of_body(rule: Rule) -> Iterator[Use]:
    before: set[str] = set()
    for declaration in rule.body.split(";"):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        if colon:
            yield from of_declaration(name, value, rule.head, name in before)
            before.add(name)


def of_declaration(name: str, value: str, place: str, has_other: bool) -> Iterator[Use]:
    if not name.startswith("--"):
        yield Use("property", name, place)
        for keyword in KEYWORD.findall(value):
            yield Use("keyword", f"{name}: {keyword}", place, has_other=has_other)
    for function in FUNCTION.findall(value):
        yield Use("function", f"{function}()", place, has_other=has_other)
    for unit in UNIT.findall(value):
        yield Use("unit", unit, place, has_other=has_other)
