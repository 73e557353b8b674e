"""The parameters of the table of counts as a file, beside those of its page."""

from cases.exports.file_format import Enumerated
from cases.statistics.long_form import DIRECT_ALONE, FOUR, THREE, WITH_NARROWER

LONG = "long"
FORMS = (
    Enumerated("form", ("wide", LONG)),
    Enumerated("terms", (WITH_NARROWER, DIRECT_ALONE)),
    Enumerated("regions", (FOUR, THREE)),
)
