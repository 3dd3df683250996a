"""Telephone numbers and mail addresses of listed parties: what the lists name so is not kept. Pure.

The parties are on the list for who they are; how to reach them finds nobody in a text.
"""

import re

_WORDS = r"(?:alt\. )?(?:e-?mail|(?:tele|mobile |cell )?phone|telefax|fax|tel\b)"
_LABEL = re.compile(_WORDS, re.IGNORECASE)
_PART = re.compile(rf"(?:^|(?<=; )){_WORDS}[^;]*(?:; |$)", re.IGNORECASE)


def is_contact(label: str) -> bool:
    """Whether the label of a detail names a way to reach the party ("Email Address", "Fax No.")."""
    return _LABEL.match(label) is not None


def without_contact_parts(remark: str) -> str:
    """Return a remark made of parts ("; ") without those that are a telephone number or a mail address."""
    return _PART.sub("", remark).rstrip("; ") if _PART.search(remark) else remark
