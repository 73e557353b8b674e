"""The start page of the admin: what waits for whom, and what of the library somebody should look at."""
