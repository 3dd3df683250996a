"""The matcher in force: the watchlists as stored, compiled, kept from one start to the next."""
