"""What grows with the square of a line or a list is bounded: thousands of names, signs and entries alike."""

from cases.imports.compared_award import ComparedAward
from cases.imports.matching import MOST_TWINS, AwardMatcher, Likeness, match_all
from cases.imports.sheets.headings import LONGEST, columns_of
from cases.readers.lists.list_headings import FARTHEST_LEAD, lead_of
from cases.readers.lists.names_before import NamesBefore


def test_a_name_is_known_by_its_end_or_with_words_before_it():
    known = NamesBefore(["上城区小营巷社区", "板凳会"])
    for name in ("小营巷社区", "上城区小营巷社区", "杭州市上城区小营巷社区", "湖北省板凳会"):
        assert name in known
    for name in ("小营巷", "上城区", "板凳会议"):
        assert name not in known
    assert "小营巷社区" not in NamesBefore()


def test_a_name_longer_than_any_is_known_as_a_whole():
    long = "社" * 5000
    known = NamesBefore([long])
    assert long in known
    assert "社" * 150 in known
    assert "社" * 400 not in known


def test_a_cell_longer_than_a_heading_is_none():
    assert columns_of(["标题（" + "旧" * LONGEST + "）", "（" * 200_000]).fields == {}
    assert columns_of(["标题（旧）"]).fields == {"title": 0}


def test_words_that_lead_to_an_entry_stand_near_it():
    lead = "一等奖:"
    text = lead + " " * FARTHEST_LEAD
    assert lead_of(text, 0, len(lead)) is not None
    assert lead_of(text, 0, len(text)) is None


def test_entries_of_one_honour_are_compared_with_some_of_those_before_them(monkeypatch):
    added, add = [], AwardMatcher.add
    monkeypatch.setattr(
        AwardMatcher, "add", lambda matcher, award: (added.append(award), add(matcher, award))
    )
    same = [ComparedAward("jczl", 2018, tier="typical", title="多元参与协商共治") for _ in range(2000)]
    found = match_all(same, [])
    assert [match.likeness for match in found] == [Likeness.NEW, *[Likeness.DOUBTFUL] * 1999]
    assert len(added) == MOST_TWINS
