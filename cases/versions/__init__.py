"""The library as it was published with an earlier version: its states, its index, and what differs since."""
