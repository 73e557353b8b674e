"""Computing the vectors of the sentences of the library, which no reader waits for."""

import logging
import time
from collections.abc import Iterator

from cases.embeddings import model, vector_store
from cases.embeddings.sentences import sentences
from cases.index import files
from cases.index.index import Index
from cases.search.text.document import Field

BATCH = 32  # sentences computed and kept together
MOST_SECONDS = 3600  # that computing what is missing may take; else it is left out

log = logging.getLogger(__name__)


def sentences_of(index: Index) -> Iterator[tuple[int, str]]:
    """(id of the case, sentence) of all cases in the index, folded as the search reads them."""
    for number, text in index.text.texts(index.all, Field.TEXT).items():
        for sentence in sentences(text):
            yield number, sentence


def build(index: Index) -> int:
    """Compute the vectors that are missing and say how many; none without a model, or if another is at it."""
    if not model.is_available():
        return 0
    try:
        with files.lock(wait=False, name="vectors-lock"):
            return _build(vector_store.missing(sentence for _number, sentence in sentences_of(index)))
    except files.Locked:
        return 0


def _build(wanted: list[str]) -> int:
    begun = time.monotonic()
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        vectors = model.of_sentences(some)
        seconds = (time.monotonic() - begun) * len(wanted) / len(some)
        if start == 0 and seconds > MOST_SECONDS:
            minutes = seconds // 60
            log.warning("“意思相近”要计算 %d 个句子，约 %d 分钟，超过一小时，略去", len(wanted), minutes)
            return 0
        vector_store.add(some, vectors)
    return len(wanted)
