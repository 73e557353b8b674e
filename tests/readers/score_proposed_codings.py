"""How the proposed codings fit those that people made: `python -m tests.readers.score_proposed_codings`."""

import sys

from cases.library.curated import coding_proposer, load_codings, load_mechanisms
from cases.readers.proposed_codings import proposed_codings
from tests.readers.library import CURATED, awards

TERMS = coding_proposer(load_mechanisms(CURATED))


def differences() -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Award and mechanism, as proposed and as coded."""
    coded = {
        (key, row.mechanism) for key, rows in load_codings(CURATED / "codings.csv").items() for row in rows
    }
    proposed = {
        (key, each.mechanism)
        for key, (_, award) in awards().items()
        for each in proposed_codings(award, TERMS)
    }
    return proposed, coded


def report() -> list[str]:
    """What is proposed and nobody coded, line by line, and the sums."""
    proposed, coded = differences()
    hits = len(proposed & coded)
    return [
        *(
            f"proposed, not coded: {accession} {mechanism}"
            for accession, mechanism in sorted(proposed - coded)
        ),
        f"proposed {len(proposed)}, coded {len(coded)}, both {hits}",
        f"precision {hits / len(proposed):.3f}, recall {hits / len(coded):.3f}",
    ]


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
