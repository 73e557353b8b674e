"""The oracle: what a patient reader with a pencil finds, by plain substring search in folded texts."""

from cases.search.query.parser import Query, QueryTerm, parse
from cases.search.text.document import Field, SearchDocument
from cases.search.text.normalisation import fold_text


class PatientReader:
    """Reads every document for every word."""

    def __init__(self, documents: list[SearchDocument]) -> None:
        self._texts = {document.id: folded_texts(document) for document in documents}

    def documents_with(self, phrase: str, field: Field | None = None) -> set[int]:
        """The ids of the documents in a line of whose fields the folded phrase stands."""
        return {
            number
            for number, texts in self._texts.items()
            if any(
                _stands(phrase, line, where is Field.PLACE and field is None)
                for where, lines in texts.items()
                if field in (None, where)
                for line in lines
            )
        }

    def exact(self, typed: str) -> set[int]:
        """What a query finds by the letter."""
        return self._exact(parse(typed))

    def _exact(self, query: Query) -> set[int]:
        found = set(self._texts)
        for group in query.groups:
            found &= set.union(*(self._of(term) for term in group))
        for term in query.excluded:
            found -= self._of(term)
        return found

    def _of(self, term: QueryTerm) -> set[int]:
        return self.documents_with(term.text, term.field)


def _stands(phrase: str, line: str, in_path: bool) -> bool:
    """Whether it stands in the line; in a path of places where a name begins or ends so."""
    return f"/{phrase}" in line or f"{phrase}/" in line if in_path else phrase in line


def folded_texts(document: SearchDocument) -> dict[Field, list[str]]:
    printed = (document.title, document.applicant, document.place, document.text)
    folded = {
        field: [fold_text(line) for line in text.split("\n")]
        for field, text in zip(Field, printed, strict=True)
    }
    return folded | {Field.PLACE: [f"/{line}/" for line in folded[Field.PLACE] if line]}
