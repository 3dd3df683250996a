"""`suppliers` and `decline`: who sold to watched buyers, and who of them is not to be watched.

Synchronous; each returns a Reply.
"""

from collections.abc import Sequence

from bot.actors import Actor
from bot.alerting import suppliers
from bot.commands import own_watchlists
from bot.commands.desk import Desk
from bot.errors import CommandError
from bot.glosses import glossed
from bot.phrases import quoted
from bot.replies import Cell, Link, Paragraph, Part, Reply, Table, counted
from bot.triage import audit
from watchlists.model import Passage


def suppliers_list(desk: Desk, actor: Actor, name: str, *, limit: int = 20) -> Reply:
    """Answer which suppliers won most with what the team watches, or all that one of them won.

    A part of a name will do where it is of one supplier; of several it answers which.
    """
    if name:
        meant = suppliers.called(desk.db, actor.team, name)
        if not meant:
            raise CommandError(f"No purchase won by “{name}” is on record; `suppliers` lists who won.")
        if len(meant) == 1:
            return _won(desk, actor, meant[0][0])
        ranked = meant[:limit]
    else:
        ranked = suppliers.ranking(desk.db, actor.team, limit)
    if not ranked:
        return Reply(
            title="No supplier on record yet",
            parts=(
                Paragraph(
                    "Who wins a purchase by a watched buyer, or of a watched chip or cloud, is counted."
                ),
            ),
            data=[],
        )
    watched = _watched(desk, actor, [who for who, _, _ in ranked])
    declined = suppliers.declined(desk.db, actor.team)
    rows = tuple(
        (
            who,
            glossed([who], ()),
            str(won),
            last,
            watched.get(who) or ("declined" if who in declined else ""),
        )
        for who, won, last in ranked
    )
    return Reply(
        title=f"{counted(len(ranked), 'supplier')} sold to watched buyers, or sold watched chips or clouds",
        parts=(Table(("Supplier", "In Latin letters", "Purchases", "Last seen", "Watched"), rows),),
        data=[
            {"supplier": who, "purchases": won, "last": last, "watched": who in watched}
            | ({"declined": declined[who]} if who in declined else {})
            for who, won, last in ranked
        ],
    )


def supplier_declined(desk: Desk, actor: Actor, name: str) -> Reply:
    """Keep that a supplier is not to be watched; it is counted on, and not proposed.

    Raises CommandError for one of whom no purchase is on record, for a part of several names, and for one
    that is watched or was declined before.
    """
    meant = suppliers.called(desk.db, actor.team, name)
    if len(meant) != 1:
        said = "No purchase won by it is on record" if not meant else "Several suppliers are called so"
        raise CommandError(f"“{name}” cannot be declined. {said}; `suppliers` lists who won.")
    supplier = meant[0][0]
    if (known := own_watchlists.found(desk, actor, supplier)) is not None:
        raise CommandError(f"“{supplier}” is watched, in {known[0].name}; `watchlist remove` ends that.")
    with desk.db.atomic():
        if before := suppliers.decline(desk.db, actor.team, supplier, actor.user, desk.clock()):
            raise CommandError(f"“{supplier}” is not to be watched, as {before} said before.")
        audit.append(desk.db, actor, "suppliers.decline", supplier, now=desk.clock())
    return Reply(
        title=f"{supplier} is not to be watched, said {actor.user}",
        parts=(Paragraph(f"Its purchases are counted on; `watchlist add {quoted(supplier)}` watches it."),),
        data={"declined": supplier, "by": actor.user},
        public=True,
    )


def _won(desk: Desk, actor: Actor, name: str) -> Reply:
    """Answer all that one supplier won, with the offer to watch it where it is not watched."""
    won = suppliers.wins(desk.db, actor.team, name)
    watched = own_watchlists.found(desk, actor, name)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Link(win.title, win.url), win.buyer, win.award, win.terms) for win in won
    )
    parts: tuple[Part, ...] = (Table(("Notice", "Buyer", "Award", "Watched terms"), rows),)
    if watched is not None:
        parts = (*parts, Paragraph(f"It is watched, in {watched[0].name}."))
    return Reply(
        title=f"{name} won {counted(len(won), 'purchase')}",
        parts=parts,
        data=[{"title": w.title, "url": w.url, "buyer": w.buyer, "award": w.award} for w in won],
        offer_term="" if watched is not None else name,
    )


def _watched(desk: Desk, actor: Actor, names: Sequence[str]) -> dict[str, str]:
    """Return, of the suppliers that are watched, "yes"; of one that counts as another name's, "as" which."""
    desk.matching.refresh(desk.db, desk.clock())
    said = dict.fromkeys(own_watchlists.watched(desk, actor, names), "yes")
    for name in names:
        found = desk.matching.scan(Passage(text=name)).matches
        own = (one.term for one in found if one.kind == "org" and one.watchlist.startswith(f"{actor.team}/"))
        if name not in said and (term := next(own, "")):
            said[name] = f"as {term}"
    return said
