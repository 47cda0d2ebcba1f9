"""The published table: read, checked, built into the database and loaded from it.

`rebuild` makes the database from the source text, `load_snapshot` gives the bot its own copy.
"""
