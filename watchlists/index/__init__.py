"""The tables that names are found by: words, their neighbours, the spellings they belong to."""
