"""The coding desk: a list of awards to code, and a page for reading one and giving it terms, by keys."""
