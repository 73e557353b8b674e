"""The data package of a version: its files validate, say all that is public and nothing else."""

import hashlib
import json

import frictionless
import pytest
from django.core.management import CommandError, call_command

from cases.choices import State
from cases.curation.release import seal, withdraw
from cases.curation.versions.forms import TOLD
from cases.dataset.tables import EDITION, FORMER, package_tables
from cases.models import Award, Coder, Mechanism, PublicVersion
from tests.dataset.packages import bytes_of, exported, make_library, rows
from tests.factories import make_award, make_coding
from tests.roles import REVIEWER, account

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> list[Award]:
    return make_library()


def said(folder) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_every_name_of_the_canonical_form_is_a_column():
    columns = {
        (table.model, table.part, column.form) for table in package_tables() for column in table.columns
    }
    for model, told in TOLD.items():
        own = {(model, "", name) for name in told.own if name not in EDITION}
        parts = {
            (model, part, name) for part, names in told.parts.items() if part not in FORMER for name in names
        }
        former = {(model, "", part) for part in told.parts if part in FORMER}
        assert own | parts | former <= columns


@pytest.mark.slow
def test_frictionless_finds_it_valid_keys_types_and_hashes(library, tmp_path):
    folder = exported(tmp_path / "package")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len(said(folder)["resources"])
    assert {"awards", "origins", "codings", "place_changes", "revisions"} <= {
        task.name for task in report.tasks
    }
    assert report.stats["errors"] == 0


def test_only_what_is_public_is_in_it(library, tmp_path):
    folder = exported(tmp_path / "package")
    assert [row["accession"] for row in rows(folder, "awards")] == sorted(each.accession for each in library)
    assert {(row["award"], row["term"]) for row in rows(folder, "codings")} == {
        (library[0].accession, "talk"),
        (library[1].accession, "honour"),
    }
    [figure] = rows(folder, "figures")
    assert (figure["award"], figure["value"], figure["counted"]) == (
        library[1].accession, "1010", "社会组织"
    )  # fmt: skip
    assert {row["slug"] for row in rows(folder, "terms")} == {"deliberation", "talk", "honour"}
    assert {row["slug"] for row in rows(folder, "schemes")} == {"mechanism", "motives"}
    assert {row["slug"] for row in rows(folder, "sources")} == {each.source.slug for each in library}
    whole = b"".join(bytes_of(folder).values()).decode()
    assert "还没有公布" not in whole and "秘密" not in whole


def test_coders_stand_in_it_by_their_public_names(library, tmp_path):
    user = account("secretlogin", REVIEWER)
    Coder.objects.create(name="王编码", user=user, description="读过手册")
    make_coding(library[0], Mechanism.objects.get(slug="deliberation"), coder="王编码")
    folder = exported(tmp_path / "package")
    assert {"name": "王编码", "description": "读过手册"} in rows(folder, "coders")
    assert b"secretlogin" not in b"".join(bytes_of(folder).values())


def test_texts_and_offsets_are_those_of_the_documents(library, tmp_path):
    folder = exported(tmp_path / "package")
    paths = {row["slug"]: row["text"] for row in rows(folder, "sources")}
    first = next(row for row in rows(folder, "awards") if row["accession"] == library[0].accession)
    text = (folder / paths[first["source"]]).read_text(encoding="utf-8")
    assert text == library[0].source.text
    assert first["title"] in text[int(first["source_start"]) : int(first["source_end"])]
    coding = next(row for row in rows(folder, "codings") if row["award"] == first["accession"])
    assert (
        coding["note"] == "“议事”，逐字"
        and text[int(coding["start"]) : int(coding["end"])] in library[0].text
    )


def test_its_hashes_make_the_hash_of_the_version(library, tmp_path):
    folder = exported(tmp_path / "package")
    version = said(folder)["casebook"]["version"]
    of_kind: dict[str, list[str]] = {}
    for row in rows(folder, "revisions"):
        of_kind.setdefault({"places": "divisions"}.get(row["kind"], row["kind"]), []).append(row["sha256"])
    for kind, digests in of_kind.items():
        lines = "".join(f"{digest}\n" for digest in sorted(digests))
        assert version["parts"][kind] == hashlib.sha256(lines.encode()).hexdigest(), kind
    assert version["sha256"] == PublicVersion.objects.first().sha256


def test_an_old_version_has_the_bytes_that_it_had(library, tmp_path):
    before = exported(tmp_path / "before")
    number = PublicVersion.objects.first().number
    term = library[0].codings.get().mechanism
    term.name, term.slug = "协商议事", "talks"
    term.save()
    library[1].withdraw()
    make_award(title="后来的", number=5)
    after = exported(tmp_path / "after", number=str(number))
    assert bytes_of(after) == bytes_of(before)
    assert bytes_of(exported(tmp_path / "now")) != bytes_of(before)


def test_a_note_that_no_reader_sees_moves_no_byte(library, tmp_path):
    before = exported(tmp_path / "before")
    coding = library[1].codings.get(state="proposed")
    coding.note = "再看。"
    coding.save()
    assert bytes_of(exported(tmp_path / "after")) == bytes_of(before)


def test_withdrawn_numbers_are_kept_and_sealed_words_left_out(library, tmp_path, capsys):
    reviewer, secret = account("shen", REVIEWER), "住在三号楼的张某某"
    private = make_award(number=9, text=f"居民议事，{secret}。", applicant="太仓市人民政府")
    withdraw(library[1], reviewer, "重复")
    number = PublicVersion.objects.first().number
    seal(private, reviewer, "涉及个人隐私")
    folder = exported(tmp_path / "package")
    states = {row["accession"]: row["state"] for row in rows(folder, "withdrawn")}
    assert states == {library[1].accession: State.WITHDRAWN, private.accession: State.SEALED}
    assert [row["accession"] for row in rows(folder, "awards")] == [
        each.accession for each in (library[0], library[2])
    ]
    assert secret.encode() not in b"".join(bytes_of(folder).values())
    capsys.readouterr()
    earlier = exported(tmp_path / "earlier", number=str(number))
    assert said(earlier)["casebook"]["left_out"]["awards"] == 1
    assert "1 个案例此后封存" in capsys.readouterr().out
    assert secret.encode() not in b"".join(bytes_of(earlier).values())


@pytest.mark.parametrize("number", ["99", "0", "abc", ""])
def test_a_version_that_is_not_there_is_refused(library, tmp_path, number):
    with pytest.raises(CommandError, match="没有第"):
        call_command("export_dataset", str(tmp_path / "package"), "--version", number)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_empty_a_file_and_an_empty_library_are_refused(tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x", encoding="utf-8")
    for folder, why in (
        (tmp_path / "full", "不是空的"),
        (tmp_path / "full" / "mine.txt", "是一个文件"),
        (tmp_path / "a" / "b", "没有目录"),
        (tmp_path / "new", "还没有公布版本"),
    ):
        with pytest.raises(CommandError, match=why):
            exported(folder)
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "mine.txt"]


def test_nothing_half_written_stays_where_something_goes_wrong(library, tmp_path, monkeypatch):
    def fails(*given: object) -> str:
        raise OSError(28, "No space left on device", "awards.csv")

    monkeypatch.setattr("cases.dataset.export.descriptor", fails)
    with pytest.raises(CommandError, match="无法写入"):
        exported(tmp_path / "package")
    assert not list(tmp_path.iterdir())


def test_its_citation_has_the_address_of_the_version_where_the_site_has_one(library, tmp_path, settings):
    number = PublicVersion.objects.first().number
    without = json.loads((exported(tmp_path / "one") / "datapackage.json").read_text("utf-8"))["citation"]
    assert "数据包[DS]. " in without and "http" not in without
    settings.SITE_DOMAIN, settings.HTTPS = "anli.example.gov.cn", True
    cited = json.loads((exported(tmp_path / "other") / "datapackage.json").read_text("utf-8"))["citation"]
    assert "数据包[DS/OL]. " in cited and cited.endswith(f" https://anli.example.gov.cn/versions/{number}/.")
