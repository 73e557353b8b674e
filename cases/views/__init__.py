"""The public pages, one kind of page a file. Nothing but `cases.urls` imports them."""
