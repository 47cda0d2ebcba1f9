"""What the bot itself remembers, in a SQLite file apart from the published table."""
