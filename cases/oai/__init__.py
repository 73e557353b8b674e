"""OAI-PMH 2.0, the protocol by which other libraries and catalogues follow this one: /oai."""
