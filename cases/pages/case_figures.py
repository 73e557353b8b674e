"""The key figures of a case as its page lists them, each with the way to the words that print it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from cases.language.quantities import plain
from cases.models import Award, KeyFigure
from cases.pages.passages import Span

_ABOUT = re.compile("[余多]")  # which the qualifier says
MAIN = 8  # shown where there are many
MANY = 11  # fewer are all shown: to fold three of them away saves nothing


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure: `amount` is the number with its unit and how it is to be taken, `beside` where and when.

    `url` lists the cases with figures of that subject; `anchor` leads into the text, empty where the title
    prints it, which `source_url` shows.
    """

    amount: str
    counted: str
    subject: str
    url: str
    beside: str
    note: str
    quote: str
    anchor: str
    source_url: str


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """All figures in the order of the text, and who recorded them."""

    lines: list[FigureLine]
    coders: list[str]
    spans: list[Span]
    anchors: list[tuple[int, str]]

    @property
    def main(self) -> list[FigureLine]:
        return self.lines if len(self.lines) < MANY else self.lines[:MAIN]

    @property
    def further(self) -> list[FigureLine]:
        return self.lines[len(self.main) :]


def case_figures(award: Award, figures: Iterable[KeyFigure]) -> CaseFigures:
    """`figures` are those that readers see, with their coders."""
    found = CaseFigures([], [], [], [])
    for number, figure in enumerate(figures, start=1):
        start, last = award.text_offset(figure.start), award.text_offset(figure.end - 1)
        anchor = ""
        if start is not None and last is not None:
            anchor = f"n{number}"
            found.spans.append(Span(start, last + 1, "stated"))
            found.anchors.append((start, anchor))
        found.lines.append(
            FigureLine(
                amount=amount(figure),
                counted=figure.counted,
                subject=figure.subject,
                url=f"{reverse('cases')}?{urlencode({'figure': figure.subject})}",
                beside=" · ".join(filter(None, (figure.scope, figure.when))),
                note=figure.note,
                quote=award.source.text[figure.start : figure.end],
                anchor=anchor,
                source_url=f"{award.source.get_absolute_url()}#o{figure.start}",
            )
        )
        if figure.coder.name not in found.coders:
            found.coders.append(figure.coder.name)
    return found


def amount(figure: KeyFigure) -> str:
    """多于5700家, 90%, 3–5个; large numbers as they are printed: 7.1亿元. No spaces, as in official texts."""
    if figure.upper is not None:
        number = f"{plain(figure.value)}–{plain(figure.upper)}"
    elif figure.number.endswith(("万", "亿")):
        number = _ABOUT.sub("", figure.number)
    else:
        number = plain(figure.value) if figure.unit else figure.number
    return f"{figure.get_qualifier_display() if figure.qualifier else ''}{number}{figure.unit}"
