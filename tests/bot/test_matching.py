"""The matcher in force follows the store: at once for an edit, and with one index of all after many edits."""

from datetime import UTC, datetime

import bot.matching
from bot.app import MIGRATIONS
from bot.database import open_database
from bot.matching import Matching
from watchlists.model import Passage, Term, Watchlist
from watchlists.store import save_team, save_watchlist

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_edits_are_in_force_at_once_and_are_folded_into_one_index_in_the_background(store_url, monkeypatch):
    """While an index of all terms is made beside the old one, edits hold; none is lost when it takes over."""
    monkeypatch.setattr(bot.matching, "MANY_PENDING", 20)
    db = open_database(store_url, MIGRATIONS)
    matching = Matching()

    def put(team: str, *names: str) -> None:
        terms = tuple(Term(name=name, kind="org") for name in names)
        with db.atomic():
            save_team(db, team, {}, NOW)
            save_watchlist(db, Watchlist(team=team, name="default", terms=terms), NOW)
        matching.refresh(db, NOW)

    def found(text: str) -> set[str]:
        return {match.term for match in matching.scan(Passage(text=text)).matches}

    for number in range(6):
        put(f"team{number}", f"Quorvex{number} Optics Ltd")
    put("team1", *(f"Brelmor{number} Dynamics Ltd" for number in range(40)))
    rebuild = matching._rebuild
    assert rebuild is not None
    put("team2", "Zyntrall Photonics Ltd")  # while it is being made
    assert found("Zyntrall Photonics won.") == {"Zyntrall Photonics Ltd"}
    rebuild.join()
    put("team3", "Ombrix Marine Ltd")
    assert matching._rebuild is None
    assert matching._matcher.pending < 20
    assert found("Zyntrall Photonics and Ombrix Marine, Brelmor7 Dynamics") == {
        "Zyntrall Photonics Ltd",
        "Ombrix Marine Ltd",
        "Brelmor7 Dynamics Ltd",
    }
    assert found("Quorvex4 Optics, Quorvex2 Optics and Quorvex1 Optics won.") == {"Quorvex4 Optics Ltd"}
    db.close()
