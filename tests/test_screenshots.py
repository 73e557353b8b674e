"""The pictures of the README: each that is made is shown, and each that is shown is there."""

import re

from tests.screenshots import DOCS, HELP, LARGEST, ROOT, SHOTS


def test_the_readme_shows_every_picture_that_is_made():
    shown = re.findall(
        r"\(docs/screenshots/([\w-]+)\.webp\)", (ROOT / "README.md").read_text(encoding="utf-8")
    )
    assert sorted(shown) == sorted(shot.name for shot in SHOTS if shot.folder == DOCS)


def test_every_picture_is_there_and_small():
    for shot in SHOTS:
        image = (shot.folder / f"{shot.name}.webp").read_bytes()
        assert image[8:12] == b"WEBP" and len(image) <= LARGEST[shot.folder], shot.name


def test_there_are_no_pictures_that_nobody_makes():
    for folder in (DOCS, HELP):
        made = {shot.name for shot in SHOTS if shot.folder == folder}
        assert {path.stem for path in folder.iterdir()} == made
