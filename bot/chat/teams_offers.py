"""What may be done next → a button of a card, with the field or the choice that it needs. Pure."""

from collections.abc import Iterator, Sequence

from bot.chat.teams_elements import Element, Verb, choice, field, press, unfolded
from bot.chat.teams_text import plain
from bot.replies import Offer

MAX_BUTTONS = 6  # that Teams shows in a row; the others hide behind three dots
_ROW = 60  # letters on the buttons of a row that a channel's column holds


def offered(number: int, one: Offer) -> Element:
    """Return the button of what may be done next; one that needs words unfolds a field or a choice."""
    if not (one.fill or one.choices):
        return press(plain(one.label, 60), Verb.SAY, {"words": one.words})
    name = f"filled_{number}"  # of one name there may be but one field on a card
    data = {"words": one.words, "field": name}
    if one.choices:
        chosen = choice(name, "Which", [(plain(said, 100), word) for said, word in one.choices])
        go_on = press("Go on", Verb.SAY, {**data, "fill": "choice"})
        return unfolded(plain(one.label, 60), [chosen], go_on)
    asked = field(name, plain(one.fill, 200), many=one.many, required=one.many)
    return unfolded(
        plain(one.label, 60),
        [asked],
        press("Do it", Verb.SAY, {**data, "fill": "many" if one.many else "one"}),
    )


def in_rows(buttons: Sequence[Element]) -> Iterator[list[Element]]:
    """Yield the buttons in rows that Teams shows whole."""
    row: list[Element] = []
    for one in buttons:
        letters = sum(len(each["title"]) for each in (*row, one))
        if row and (len(row) == MAX_BUTTONS or letters > _ROW):
            yield row
            row = []
        row.append(one)
    if row:
        yield row
