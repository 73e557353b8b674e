"""What an award is called: by its title, or where none is printed by who was honoured and the honour."""

from collections.abc import Sequence
from itertools import takewhile

from cases.models import Award
from cases.records.location import Location

LEAST_SHARED = 2  # characters that are a word: 试点 of 创新实验试点 and 试点单位
STEM = 2  # characters that tell a place: 广东 of 广东省


def award_name(title: str, applicant: str, places: Sequence[str], honour: str) -> str:
    """`广东省深圳市某村（全国乡村治理示范村）`, or the title where one is printed: else no title but a name.

    `places` are the names of the place from the province down, what lies below the county included.
    """
    if title:
        return title
    honoured = _located(applicant, places) if applicant else "".join(places)
    return f"{honoured}（{honour}）" if honoured else honour


def honour(programme: str, tier: str) -> str:
    """The programme and the tier; words that end the one and begin the other are said once."""
    if programme.endswith(tier):
        return programme
    lengths = range(min(len(programme), len(tier)), LEAST_SHARED - 1, -1)
    shared = next((length for length in lengths if programme.endswith(tier[:length])), 0)
    return f"{programme}{tier[shared:]}"


def name_of(award: Award, location: Location) -> str:
    """The name of an award with its location; its edition must be fetched."""
    places = [place.name for place in location.then or location.now]
    given = honour(award.edition.programme.name, award.tier.name)
    return award_name(award.title, award.applicant, [*places, *filter(None, [award.locality])], given)


def _located(applicant: str, places: Sequence[str]) -> str:
    """The applicant behind those of its places that its own name does not say: 某村 is in many counties."""
    above = takewhile(lambda name: name[:STEM] not in applicant, places)
    return "".join(above) + applicant
