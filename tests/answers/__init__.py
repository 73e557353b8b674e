"""What the site answers, recorded at one revision and compared with another: byte for byte.

Only the public interface is used (addresses, `migrate`, `load_library`, `reindex`, the tables by their
names), so that it works in a tree whose modules were moved. Both revisions answer from a copy of one
database, which the older one fills: primary keys, versions and times are then the same.

    git worktree add /tmp/old REVISION         # the state before, with a `.venv` in it
    cd /tmp/old && export PYTHONPATH=$NEW      # these tools from the new tree, all else from the old one
    .venv/bin/python -m tests.answers fill /tmp/library.sqlite3 --size 2000
    .venv/bin/python -m tests.answers record /tmp/old.answers --database /tmp/library.sqlite3
    cd $NEW && unset PYTHONPATH                # the same questions to the new tree
    .venv/bin/python -m tests.answers check /tmp/old.answers --database /tmp/library.sqlite3

A recording holds status, headers and body of each answer. The clock stands still, the tokens of data
versions are counted instead of drawn, and static files keep their plain names. What is then still drawn
anew for each answer is left out: the tokens of forms (`csrfmiddlewaretoken`), the values of cookies, the
order of the directives in Content-Security-Policy, and of a compressed page its random length (the page
itself is kept, unpacked). Nothing else is left out. Of the CSV of a search only the accession numbers are
kept, with a hash of the whole.
"""
