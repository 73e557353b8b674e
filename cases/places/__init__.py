"""The gazetteer of Chinese administrative divisions through time, and the resolver of printed places."""
