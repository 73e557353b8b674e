"""Which mechanisms of a case come first, where it has many."""

from cases.models import CodingScheme, Mechanism
from cases.pages.case_text import MAIN, MANY, CaseText, CodedMechanism, Evidence


def coded(number: int, confidences: set[str], passages: int) -> CodedMechanism:
    evidence = [Evidence("依据", "", "", []) for _passage in range(passages)]
    term = Mechanism(name=f"机制{number}", scheme=CodingScheme(slug="mechanism"))
    return CodedMechanism(term, number, evidence, confidences)


def text(*mechanisms: CodedMechanism) -> CaseText:
    return CaseText([], [], list(mechanisms))


def numbers(mechanisms: list[CodedMechanism]) -> list[int]:
    return [each.number for each in mechanisms]


def test_a_few_mechanisms_are_all_shown_in_the_order_of_the_text():
    few = text(*(coded(number, {"low" if number == 1 else "high"}, 1) for number in range(1, MANY)))
    assert numbers(few.main_mechanisms) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert few.further_mechanisms == []


def test_of_many_the_surest_with_the_most_passages_come_first_and_the_rest_follows_the_text():
    many = text(
        coded(1, {"low"}, 9),
        coded(2, {"medium"}, 1),
        coded(3, {"medium"}, 2),
        *(coded(number, {"high"}, 1) for number in (4, 5, 6)),
        coded(7, {"high", "low"}, 3),
        coded(8, {"low"}, 1),
        coded(9, {"high"}, 2),
    )
    assert MAIN == 5
    assert numbers(many.main_mechanisms) == [7, 9, 4, 5, 6]
    assert numbers(many.further_mechanisms) == [1, 2, 3, 8]
