"""Look a name up among parties, and compare two names: the public face of `watchlists.names`.

Knows names only. Must not know the lists' formats, the database or the chat.
"""

from watchlists.names.explanation import LookupReason
from watchlists.names.index import NameIndex
from watchlists.names.parties import compare_parties
from watchlists.names.scorer import compare

__all__ = ["LookupReason", "NameIndex", "compare", "compare_parties"]
