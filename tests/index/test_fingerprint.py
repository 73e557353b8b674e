"""An index that other code filled is not used: its fingerprint covers all code that fills it."""

import ast
import shutil
from pathlib import Path

import pytest

from cases.exports.delivery import MADE_BY
from cases.index import fingerprint
from cases.index.current import current_index
from cases.models import DataVersion
from tests.factories import make_award
from tests.quick import first_quick

APP = fingerprint.APP


def imported(path: Path) -> set[Path]:
    """The files of the app that a file imports, names of modules within packages among them."""
    files = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cases"):
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                base = APP.joinpath(*name.split(".")[1:])
                files |= {file for file in (base.with_suffix(".py"), base / "__init__.py") if file.is_file()}
    return files


def reached(*paths: Path) -> set[Path]:
    """These files, and all that they import, directly or through others."""
    seen, queue = set(paths), list(paths)
    while queue:
        for file in imported(queue.pop()) - seen:
            seen.add(file)
            queue.append(file)
    return seen


@pytest.mark.slow
def test_the_tag_of_a_file_covers_all_code_that_makes_files():
    pages = ("pages/feed.py", "pages/case_file.py", "statistics")
    makers = fingerprint.source_files(("exports", *pages))
    assert APP / "exports" / "word" / "contents.py" in makers
    assert reached(*makers) <= set(fingerprint.source_files(MADE_BY))


@pytest.mark.slow
def test_it_covers_all_code_that_the_store_reaches():
    files = reached(APP / "index" / "store.py")
    assert APP / "records" / "csv_line.py" in files
    assert files <= set(fingerprint.source_files())


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    first_quick(
        [
            "records/csv_line.py",
            "records/json_item.py",
            "records/record.py",
            "facets/declarations.py",
            "fields.py",
            "index/orders.py",
            "search/text/normalisation.py",
            "search/text/tokens.py",
            "vocabulary.py",
        ]
    ),
)
def test_it_moves_with_what_makes_the_stored_values(name, tmp_path, monkeypatch):
    app = tmp_path / "cases"
    shutil.copytree(APP, app, ignore=shutil.ignore_patterns("static", "__pycache__"))
    monkeypatch.setattr(fingerprint, "APP", app)
    before = fingerprint.fingerprint.__wrapped__()
    assert before == fingerprint.fingerprint()
    (app / name).write_text((app / name).read_text("utf-8") + "\nCHANGED = True\n", encoding="utf-8")
    assert fingerprint.fingerprint.__wrapped__() != before


def test_it_moves_with_a_table_of_words(tmp_path, monkeypatch):
    shutil.copytree(fingerprint.FOLDER, tmp_path / "words")
    monkeypatch.setattr(fingerprint, "FOLDER", tmp_path / "words")
    assert fingerprint.fingerprint.__wrapped__() == fingerprint.fingerprint()
    (tmp_path / "words" / "customary_names.csv").write_text("word\n", encoding="utf-8")
    assert fingerprint.fingerprint.__wrapped__() != fingerprint.fingerprint()


@pytest.mark.slow
@pytest.mark.django_db
def test_lines_that_other_code_printed_are_not_served(monkeypatch):
    make_award(title="=1+1")
    index = current_index()
    monkeypatch.setattr("cases.index.store.fingerprint", lambda: "code with another guard")
    monkeypatch.setattr("cases.records.csv_line.harmless", lambda cell: f"guarded {cell}")
    monkeypatch.setattr("cases.index.current.holder.index", None)
    followed = current_index()
    assert followed.version == index.version == DataVersion.current()
    assert followed.path != index.path
    [[line]] = followed.prepared(followed.orders["newest"], "csv")
    assert b"guarded =1+1" in line
