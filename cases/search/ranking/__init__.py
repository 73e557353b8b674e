"""How cases match the terms of a query, the order that follows from it, and what is highlighted."""
