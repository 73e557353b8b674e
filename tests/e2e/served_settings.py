"""The settings of the site that the browser visits: the real ones, static files in a folder of its own."""

import os
from pathlib import Path

from casebook.settings import *  # noqa: F403 - all of them

STATIC_ROOT = Path(os.environ["E2E_FOLDER"]) / "static"
