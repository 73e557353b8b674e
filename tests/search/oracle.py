"""The oracle: the exact matches that a patient reader finds with a pencil, by plain substring search."""

from cases.search.query.parser import parse
from cases.search.query.query import Query, QueryTerm
from cases.search.text.document import Field, SearchDocument
from cases.search.text.normalisation import fold_text


class PatientReader:
    """Reads every document for every word."""

    def __init__(self, documents: list[SearchDocument]) -> None:
        self._texts = {document.id: folded_texts(document) for document in documents}

    def documents_with(self, phrase: str, field: Field | None = None) -> set[int]:
        """The ids of the documents in a line of whose fields the folded phrase occurs."""
        return {
            number
            for number, texts in self._texts.items()
            if any(
                _occurs(phrase, line, where is Field.PLACE and field is None)
                for where, lines in texts.items()
                if field in (None, where)
                for line in lines
            )
        }

    def exact(self, typed: str) -> set[int]:
        """The exact matches of a query."""
        return self._exact(parse(typed))

    def _exact(self, query: Query) -> set[int]:
        matches = set(self._texts)
        for group in query.groups:
            matches &= set.union(*(self._of(term) for term in group))
        for term in query.excluded:
            matches -= self._of(term)
        return matches

    def _of(self, term: QueryTerm) -> set[int]:
        return self.documents_with(term.text, term.field)


def _occurs(phrase: str, line: str, in_path: bool) -> bool:
    """Whether it occurs in the line; in a path of places where a name begins or ends so."""
    return f"/{phrase}" in line or f"{phrase}/" in line if in_path else phrase in line


def folded_texts(document: SearchDocument) -> dict[Field, list[str]]:
    printed = (document.title, document.applicant, document.place, document.text)
    folded = {
        field: [fold_text(line) for line in text.split("\n")]
        for field, text in zip(Field, printed, strict=True)
    }
    return folded | {Field.PLACE: [f"/{line}/" for line in folded[Field.PLACE] if line]}
