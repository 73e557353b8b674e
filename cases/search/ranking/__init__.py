"""The order of the hits, the reasons that a page shows, and what it lights up."""
