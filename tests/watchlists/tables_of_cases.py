"""The tables of rows for scans: each is a module with a WATCHLIST and CASES, what a text names and why."""

from tests.watchlists import (
    body_cases,
    called_cases,
    cases,
    chip_cases,
    firm_cases,
    known_cases,
    meaning_cases,
    namesake_cases,
    order_cases,
    other_cases,
    owner_cases,
    script_cases,
    word_cases,
)

TABLES = (
    cases,
    body_cases,  # rules hold for names that no table of words holds too
    called_cases,
    chip_cases,  # a model number counts beside its maker, noun and count
    firm_cases,  # companies by the forms of their names, in several scripts
    known_cases,  # a body and its parts count; bodies and places that carry its name do not
    meaning_cases,  # an ambiguous name counts where its own sentence bears it out
    namesake_cases,  # a Chinese name is a body's, and not a person's, a building's or two words'
    other_cases,  # a person's name, another body's, a noun
    order_cases,  # bodies, offices and works by their words in other orders
    owner_cases,  # whose a name is, and what it is, by what stands beside it
    script_cases,  # names in other scripts, and in full where the listed one is cut short
    word_cases,  # a name that is a word of the language counts in its own phrase
)
