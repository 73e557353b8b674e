"""LibreOffice without a window: prints a document, and updates its table of contents as a reader would."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Contents"/>
</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Contents"
 script:language="StarBasic">
Sub Update(source, target)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  For i = 0 To document.DocumentIndexes.Count - 1
    document.DocumentIndexes.getByIndex(i).update()
  Next i
  Dim kind(0) As New com.sun.star.beans.PropertyValue
  kind(0).Name = "FilterName"
  kind(0).Value = "Text"
  document.storeToURL(ConvertToURL(target), kind())
  document.close(True)
End Sub
</script:module>
"""


def program() -> str:
    """Skips where no LibreOffice is installed, or fails with REQUIRE_BROWSER=1."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
        stop("NO OFFICE SUITE: install Debian's libreoffice-writer to print the compilation")
    return office


def run(office: str, folder: Path, *arguments: str) -> None:
    """With a profile of its own, so that an open LibreOffice is not asked to do it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    done = subprocess.run([office, profile, "--headless", *arguments], capture_output=True, timeout=180)
    assert done.returncode == 0, done.stderr.decode()
    assert "error" not in done.stderr.decode().lower()


def printed(office: str, file: Path) -> Path:
    """The document as PDF, beside it."""
    run(office, file.parent, "--convert-to", "pdf", "--outdir", str(file.parent), str(file))
    return file.with_suffix(".pdf")


def updated(office: str, file: Path) -> list[str]:
    """The paragraphs of a document once its table of contents is made anew."""
    macros = file.parent / "profile/user/basic/Standard"
    if not macros.exists():
        run(office, file.parent, "--terminate_after_init")  # a new profile is filled at the first start
    macros.mkdir(parents=True, exist_ok=True)
    (macros / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (macros / "Contents.xba").write_text(MODULE, encoding="utf-8")
    text = file.with_suffix(".txt")
    run(office, file.parent, f'macro:///Standard.Contents.Update("{file}","{text}")')
    return text.read_text(encoding="utf-8-sig").splitlines()
