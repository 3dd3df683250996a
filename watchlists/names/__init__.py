"""Names against names: fold, split, compare, search. Knows no feed, no text around a name, no team."""
