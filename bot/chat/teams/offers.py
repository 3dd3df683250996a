"""What may be done next → a button of a card, with the field or the choice that it needs. Pure."""

from bot.chat.teams.elements import Element, Verb, choice, field, press, unfolded
from bot.chat.teams.text import plain
from bot.replies import Offer


def offered(number: int, one: Offer) -> Element:
    """Return the button of what may be done next; one that needs words unfolds a field or a choice."""
    after = {"again": one.again} if one.again else {}
    if not (one.fill or one.choices):
        return press(plain(one.label, 60), Verb.SAY, {"words": one.words, **after})
    name = f"filled_{number}"  # of one name there may be but one field on a card
    data = {"words": one.words, "field": name, **after}
    if one.choices:
        chosen = choice(
            name, plain(one.fill, 200) or "Which", [(plain(said, 100), word) for said, word in one.choices]
        )
        go_on = press("Go on", Verb.SAY, {**data, "fill": "choice"})
        return unfolded(plain(one.label, 60), [chosen], go_on)
    asked = field(name, plain(one.fill, 200), many=one.many, required=one.many)
    return unfolded(
        plain(one.label, 60),
        [asked],
        press("Do it", Verb.SAY, {**data, "fill": "many" if one.many else "one"}),
    )
