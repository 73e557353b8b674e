"""How the protocol refuses a request: with a code of its own, in an answer of status 200."""

from typing import Literal

Code = Literal[
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noMetadataFormats",
    "noRecordsMatch",
]


class Refusal(Exception):
    """The code of section 3.6 of the protocol, and what is wrong in Chinese."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message
