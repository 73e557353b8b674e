"""A snapshot: one thing of the library as a plain dictionary.

The things are divisions, sources, terms, editions and awards with all that hangs on them. A snapshot is
the same whether it was read from a fixture or from the database, so that comparing two states is
comparing two dictionaries. Snapshots refer to each other by public keys: slugs, division keys, accession
numbers.
"""

from typing import Any

Snapshot = dict[str, Any]
