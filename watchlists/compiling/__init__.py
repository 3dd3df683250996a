"""Terms of all watchlists into tables, many at once, in processes of their own."""
