"""The index: sets, orders, records and texts derived from the database, in a side file that follows it."""
