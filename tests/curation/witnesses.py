"""A second document that attests an award and says other things of it, for tests of both."""

from cases.models import Attestation, Attribution, Award, Source
from cases.models.writing import writing
from tests.factories import make_source

ARTICLE = "政社互动的太仓实践\n2015年，太仓市政府以“政社互动”获评十大创新成果，位列第2。\n"


def make_article() -> Source:
    """What a journal wrote a year later."""
    return make_source(
        slug="article-2016", text=ARTICLE, kind="article", title="政社互动的太仓实践", publisher="江南论坛"
    )


def words(text: str) -> dict[str, int]:
    start = ARTICLE.rindex(text)  # behind the headline
    return {"start": start, "end": start + len(text)}


def attest(
    award: Award, article: Source, *, passage: str = "太仓市政府以“政社互动”获评", **origins: str
) -> None:
    """The article attests the award in this passage, and prints these words for these fields, set aside."""
    with writing():
        Attestation.objects.create(award=award, source=article, **words(passage))
        for field, printed in origins.items():
            Attribution.objects.create(
                award=award, field=field, source=article, set_aside=True, **words(printed)
            )
