"""An award as the public sees it, its CSV line and its JSON item."""
