"""What the Chinese title of a purchase says, word by word, for readers of Latin letters. Pure.

It is made of an alert whenever that is shown: nothing of it is stored. No fault of it keeps an alert back.
"""

import logging
from traceback import extract_tb

from bot.alerts import Alert, AlertKind

_LOG = logging.getLogger(__name__)

# A title of news has verbs, and one that is left out may turn its sense.
_OF_A_PURCHASE = frozenset({"Buyer", "Supplier", "Stage", "Budget", "Ceiling", "Award", "Project no."})
_BOUGHT = "Project"


def in_english(alert: Alert) -> str:
    """Return `In English, word by word: AI servers · purchase`; "" where too little is known.

    Where what is bought is not in the title, the name of the project is read.
    """
    try:
        return _in_english(alert)
    except Exception as error:  # noqa: BLE001 - an alert without this line says all that matters
        at = extract_tb(error.__traceback__)[-1]  # not what it says, which may be words of the title: names
        _LOG.warning("no English for a title: %s in %s (%s)", type(error).__name__, at.name, at.lineno)
        return ""


def _in_english(alert: Alert) -> str:
    facts = {fact.label: fact.value for fact in alert.facts}
    texts = [text for text in (alert.title, facts.get(_BOUGHT, "")) if not text.isascii()]
    if alert.kind is not AlertKind.MATCH or _OF_A_PURCHASE.isdisjoint(facts) or not texts:
        return ""
    from watchlists.titles.gloss import gloss  # a start need not wait for the tables of words

    found = {(one.passage[one.start : one.end], one.term, one.kind == "org") for one in alert.evidence}
    named = tuple(sorted(one for one in found if one[1].isascii() and not one[0].isascii()))
    glosses = [said for text in texts if (said := gloss(text, named))]
    said = min(glosses, key=lambda said: "…" in said.split(" · "), default="")  # one says what is bought
    return f"In English, word by word: {said}" if said else ""
