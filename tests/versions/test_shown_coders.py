"""Coders are named in public by what they coded, once readers see some of it and as long as they do."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from cases.curation.versions.cutting import hash_of_parts, rows_of
from cases.curation.versions.parts import part_with_all
from cases.dataset import contents
from cases.models import Award, Coder, Coding, Mechanism, PublicVersion
from cases.models.coder import CoderQuerySet
from cases.models.writing import writing
from cases.versions.shown_then import shown_then
from tests.dataset.packages import bytes_of, exported, rows, taken_away
from tests.factories import make_award, make_coding, make_figure, make_mechanism, make_scheme

pytestmark = pytest.mark.django_db
UNSEEN = "未公开的编码者"
ADDRESSES = (
    "/codebook/",
    "/codebook.csv",
    "/codebook.csv.meta.json",
    *("/about/", "/openapi.json"),
    "/codings.csv",
    "/figures.jsonl",
)


@pytest.fixture
def award() -> Award:
    """A published one, with a coding of another coder that readers see."""
    award = make_award(number=1)
    make_coding(award, make_mechanism("社区协商"))
    return award


def body(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")


def named(client, index_dir, folder: Path) -> list[str]:
    """Where the coder is named: addresses, and files of the package of the last version."""
    last = PublicVersion.objects.first().number
    addresses = (*ADDRESSES, "/versions.json", f"/versions/{last}/", f"/versions/{last}.json")
    found = [address for address in addresses if UNSEEN in body(client, address)]
    files = bytes_of(exported(folder / str(last)))
    return found + [name for name, content in files.items() if UNSEEN.encode() in content]


def of_nobody(award: Award) -> None:
    Coder.objects.create(name=UNSEEN)


def proposed(award: Award) -> None:
    make_coding(award, Mechanism.objects.get(), evidence="由政府购买服务", coder=UNSEEN, state="proposed")
    coder, other = Coder.objects.get(name=UNSEEN), make_award(number=2, text="登记社会组织1010家。")
    make_figure(other, coder=coder, state="proposed")


def of_a_hidden_scheme(award: Award) -> None:
    make_coding(award, make_mechanism("荣誉", scheme=make_scheme()), coder=UNSEEN)


def of_a_draft(award: Award) -> None:
    make_coding(make_award(state="draft", number=2), Mechanism.objects.get(), coder=UNSEEN)


def of_a_withdrawn_award(award: Award) -> None:
    other = make_award(number=2)
    make_coding(other, Mechanism.objects.get(), coder=UNSEEN)
    other.withdraw()


@pytest.mark.parametrize("code", [of_nobody, proposed, of_a_hidden_scheme, of_a_draft, of_a_withdrawn_award])
def test_who_coded_nothing_that_readers_see_is_named_nowhere(client, index_dir, tmp_path, award, code):
    code(award)
    make_award(number=3)  # a version behind it
    assert Coder.objects.filter(name=UNSEEN).exists()
    assert named(client, index_dir, tmp_path) == []


def test_a_coder_without_codings_makes_no_version(award):
    before = PublicVersion.objects.count()
    Coder.objects.create(name=UNSEEN)
    assert PublicVersion.objects.count() == before


def accept(coding: Coding) -> None:
    coding.state = "accepted"
    coding.save()


def release(coding: Coding) -> None:
    scheme = coding.mechanism.scheme
    scheme.is_released = True
    scheme.save()


@pytest.mark.parametrize(("state", "act"), [("proposed", accept), ("accepted", release)])
def test_what_becomes_public_names_its_coder_from_that_version_on(
    client, index_dir, tmp_path, award, state, act
):
    scheme = make_scheme(is_released=state == "proposed")
    coding = make_coding(award, make_mechanism("荣誉", scheme=scheme), coder=UNSEEN, state=state)
    make_award(number=3)
    before = PublicVersion.objects.first().number
    act(coding)
    after = PublicVersion.objects.first()
    assert after.number == before + 1
    found = named(client, index_dir, tmp_path)
    assert {"/codebook/", "/codebook.csv", "coders.csv", "codings.csv"} <= {*found}
    assert UNSEEN in body(client, f"/codebook.csv?version={after.number}")
    assert UNSEEN not in body(client, f"/codebook.csv?version={before}")
    told = json.loads(body(client, f"/versions/{after.number}.json"))["vocabularies"]
    things = [each for entry in told for each in entry["things"] if each["name"] == UNSEEN]
    assert [each["verb"] for each in things] == ["新增"]
    call_command("export_dataset", str(tmp_path / "earlier"), version=str(before))
    assert UNSEEN not in {row["name"] for row in rows(tmp_path / "earlier", "coders")}


def test_who_coded_what_was_withdrawn_is_in_the_versions_that_had_it(client, index_dir, tmp_path, award):
    of_a_withdrawn_award(award)
    last = PublicVersion.objects.first().number
    assert UNSEEN in body(client, f"/codebook.csv?version={last - 1}")
    assert UNSEEN not in body(client, f"/codebook.csv?version={last}")


def test_a_coder_of_sealed_words_is_named_with_no_version(client, index_dir, award):
    of_a_withdrawn_award(award)
    with writing():
        Award.objects.filter(accession__endswith="w02").update(state="sealed")
    for version in PublicVersion.objects.all():
        assert UNSEEN not in body(client, f"/codebook.csv?version={version.number}")


def test_a_version_of_an_earlier_release_which_named_all_comes_back_whole(tmp_path):
    """Its hash is over all coders; the package has those of whom something is public, and says so."""

    def make() -> Path:
        make_coding(make_award(), make_mechanism("社区协商"))
        Coder.objects.create(name=UNSEEN)
        version = PublicVersion.objects.first()
        parts = version.parts | {"coders": part_with_all("coders")}
        assert parts != version.parts
        changed = {"parts": parts, "sha256": hash_of_parts(parts)}
        rows_of(PublicVersion).filter(pk=version.pk).update(**changed)
        return exported(tmp_path / "package")

    package = taken_away(make)
    assert UNSEEN not in {row["name"] for row in rows(package, "coders")}
    call_command("load_dataset", str(package))
    assert bytes_of(exported(tmp_path / "again")) == bytes_of(package)


def test_a_package_of_an_earlier_release_which_has_all_is_loaded(tmp_path, monkeypatch):
    def make() -> Path:
        monkeypatch.setattr(CoderQuerySet, "shown", lambda rows: rows.all())
        monkeypatch.setattr(contents, "shown_then", all_coders)
        Coder.objects.create(name=UNSEEN)
        make_coding(make_award(), make_mechanism("社区协商"))
        return exported(tmp_path / "package")

    package = taken_away(make)
    monkeypatch.undo()
    assert UNSEEN in {row["name"] for row in rows(package, "coders")}
    call_command("load_dataset", str(package))
    assert Coder.objects.filter(name=UNSEEN).exists() and not Coder.objects.shown().filter(name=UNSEEN)


def all_coders(model, revision, states):
    return {*states} if model is Coder else shown_then(model, revision, states)
