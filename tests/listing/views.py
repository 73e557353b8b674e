"""What a facet shows, for the tests of its views and counts."""

from cases.listing.facet_views import FacetValue, FacetView


def all_values(view: FacetView) -> tuple[FacetValue, ...]:
    """The values shown at once, and those that a reader may ask for."""
    return view.values + view.more
