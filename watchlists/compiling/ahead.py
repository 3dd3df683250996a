"""Reads ahead what the first texts with a name in them would wait for: tables of words and their patterns.

Knows which tables judging asks. Must not know what they hold.
"""

from watchlists.judging import fields
from watchlists.judging.context import Surroundings
from watchlists.model import MatchReason, Variant
from watchlists.names.transliterate import latin
from watchlists.scanning.foreknown import plain_plurals, quiet_words
from watchlists.scanning.sounds import heard, readings
from watchlists.spellings.bodies import short_bodies
from watchlists.spellings.cyrillic import offices
from watchlists.spellings.hantrades import is_only_trade
from watchlists.spellings.modelnumbers import model_of
from watchlists.spellings.numbered import numbered
from watchlists.spellings.romanised import is_syllable
from watchlists.text.normalize import fold
from watchlists.text.sentences import PHRASE_STOPS, STOPS, clause
from watchlists.words import groups, longest_first, words
from watchlists.words.ambiguous import meaning_of
from watchlists.words.glosses import tokens
from watchlists.words.nationals import national
from watchlists.words.places import starts_of_places

_TABLES = (
    "first_names.txt",
    "firm_words.txt",
    "land_names.txt",
    "latin_fields.txt",
    "not_in_firms.txt",
    "not_of_firms.txt",
    "noun_not_after.txt",
    "trades_of_firms.txt",
    "verbs_of_use.txt",
    "fields_han.txt",
    "honours_han.txt",
    "provinces_han.txt",
)
_WORDS_OF_SCRIPTS = ("中", "завод", "공사", "カタ", "شركة")
_IN_ORDER = ("independent_colleges.txt", "separate_han.txt")


def read_ahead() -> None:
    """Read the tables."""
    for name in _TABLES:
        words(name)
    for name in _IN_ORDER:
        longest_first(name)
    groups("cloud_owners.txt")
    for made in (offices, numbered):
        next(made(Variant("", MatchReason.EXACT, "")), None)
    starts_of_places()
    for stops in (STOPS, PHRASE_STOPS):
        clause("", 0, 0, stops=stops)
    folded = fold("中 文")
    folded.maps()
    text = Surroundings({"text": folded}).around("text", 1, 2)
    for table in (fields.of_computing, fields.products, fields.of_bodies):
        table(text)
    meaning_of("", model=True)
    model_of("a1")
    national("")
    is_syllable("")
    is_only_trade("")
    latin("завод")
    for word in _WORDS_OF_SCRIPTS:
        tokens(word)
        heard(word)
    readings("name")
    short_bodies()
    quiet_words()
    plain_plurals()
