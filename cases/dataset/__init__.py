"""The published data set as a data package: written of a version, read and loaded into an empty library."""
