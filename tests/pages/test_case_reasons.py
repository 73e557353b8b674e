"""Why a value that no passage prints stands there, in a sentence that is true of its document."""

from cases.models import Award
from cases.pages.case_reasons import InferredValue, reason


def test_a_place_from_a_heading_is_not_said_to_be_missing_from_the_document():
    province = InferredValue(Award(), "福建省", "承前文“福建”")
    assert reason("place-from-above", province) == "案例的文字没有印出福建省，上文印有“福建”。"


def test_a_place_from_the_gazetteer_is_said_to_be_missing_from_the_words_of_the_case():
    city = InferredValue(Award(), "福州市")
    assert reason("place-from-gazetteer", city) == "案例的文字没有印出福州市，按当年的隶属关系补出。"
