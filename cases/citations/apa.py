"""References after APA 7, which citeproc prints wrongly where a document has editors and no author."""

from cases.citations.reference import Reference


def apa(reference: Reference) -> str:
    """One line of plain text; what is not known is left out, a day that is not known is n.d."""
    return _of_data(reference) if reference.type == "dataset" else _of_case(reference)


def _of_data(reference: Reference) -> str:
    """10.9, data sets: author, year, title, version in brackets, what it is, address."""
    year = f"({reference.issued.year if reference.issued else 'n.d.'})"
    number = "".join(filter(str.isdigit, reference.version))
    title = f"{reference.title} (Version {number}) [Data set]"
    head = [f"{reference.authors[0]}. {year}", title] if reference.authors else [f"{title}. {year}"]
    return ". ".join([*head, reference.url])


def _of_case(reference: Reference) -> str:
    """10.16, pages on websites, and 10.1, articles: who answers, day, title, what holds it, address."""
    who = "、".join(reference.authors or reference.editors)
    head = (
        [f"{who}. {_day(reference)}", reference.title] if who else [f"{reference.title}. {_day(reference)}"]
    )
    is_part = reference.container and not reference.authors and reference.type == "webpage"
    held = [f"In {reference.container}" if is_part else reference.container] if reference.container else []
    return ". ".join([*head, *held, reference.url])


def _day(reference: Reference) -> str:
    if reference.issued:
        return f"({reference.issued:%Y, %B} {reference.issued.day})"
    return f"({reference.year})" if reference.year else "(n.d.)"
