"""Checks all stylesheets and scripts of the site: `python -m tests.old_browsers`."""

import sys

from tests.old_browsers.check import problems_of_site

if found := problems_of_site():
    sys.exit("\n".join(found))
