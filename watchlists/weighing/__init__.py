"""What the words around hits say is done with what is named; `watchlists.rules` makes a severity of it.

Knows matches, passages and word tables. Must not know teams or their rules.
"""
