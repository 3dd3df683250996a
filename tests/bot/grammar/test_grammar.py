"""The words people say to the bot, as they say them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from bot.actors import Actor, Role
from bot.cli.main import assemble
from bot.commands import sheets as commands_csv
from bot.commands.desk import Desk
from bot.commands.names import lookup_in
from bot.grammar.asking import LATER
from bot.replies import Reply, Table, Tone
from tests.bot.desk_kit import a_desk, said
from watchers.lists.store import replace_list, save_list_fault
from watchers.model import Entry, Source, SourceKind
from watchers.store import add_source
from watchlists.csvfile import read_terms
from watchlists.lookup import NameIndex
from watchlists.model import Party

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TERMS = """\
org,Harbour Institute of Technology,港口理工大学,,
chip,Nvidia A100,A100,GPU,a note"""


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    with a_desk(store_url, NOW, team="default", terms=TERMS) as made:
        yield made


def ask(desk: Desk, text: str, role: Role = Role.EDITOR, *, confirmed: bool = True) -> Reply:
    return said(desk, text, "default", role=role, confirmed=confirmed)


@pytest.mark.parametrize(
    "text",
    [
        "lookup Harbour Institute of Technology",
        'lookup "Harbour Institute of Technology"',
        "lookup “Harbour Institute of Technology”",
        "lookup 港口理工大学",
    ],
)
def test_a_name_needs_no_quotation_marks(desk: Desk, text: str) -> None:
    """With or without them, of any kind, in any script."""
    first = ask(desk, text).data["candidates"][0]
    assert first["name"] == "Harbour Institute of Technology"
    assert first["score"] >= 0.9


def test_nobody_found_is_no_clearance(desk: Desk) -> None:
    """An empty answer says how much was looked through, and offers to watch the name."""
    reply = ask(desk, "lookup Quux Nonexistent Zzyzx")
    assert reply.data["candidates"] == []
    assert "no clearance" in repr(reply.parts)
    assert reply.offer_term == "Quux Nonexistent Zzyzx"


def test_a_mistyped_name_is_offered_as_the_list_has_it() -> None:
    """Whoever wants to watch who was found would else watch the misspelling; a watched one is not offered."""
    listed = Party(name="Zenith Optics Research Company", list="EL", entity_id="1")
    reply = lookup_in(NameIndex.build([listed]), "Zenith Optcis Reserch Company")
    assert reply.data["candidates"][0]["score"] >= 0.9
    assert reply.offer_term == "Zenith Optics Research Company"


def test_an_answer_says_what_was_searched_and_of_when_it_is(desk: Desk) -> None:
    """It may be kept as a record; a list whose newest file is not in force is named."""
    told = "Searched on 2026-03-01 00:00 UTC: 2 official lists, read 2026-02-27 00:00 UTC at the earliest"
    with desk.db.atomic():
        for number, name in enumerate(("sdn", "csl")):
            entry = Entry(entity_id=name, name=f"Quarry Trading {name}", list=name)
            replace_list(desk.db, name, (entry,), as_of="", now=NOW - timedelta(days=2 - number))
    for name in ("Quarry Trading", "Quux Nonexistent Zzyzx"):
        assert f"{told}, and your watchlists.'" in repr(ask(desk, f"lookup {name}").parts)
    with desk.db.atomic():
        save_list_fault(desk.db, "csl", "The list shrank.")
    assert "Not the newest file is in force of csl" in repr(ask(desk, "lookup Quarry Trading").parts)


def test_apostrophes_are_letters(desk: Desk) -> None:
    """A name with an apostrophe needs no escaping."""
    reply = ask(desk, "watchlist add Xi'an Example University --alias 西安示例大学")
    assert reply.tone is Tone.OK
    assert reply.public
    assert "Xi'an Example University" in repr(ask(desk, "watchlist show"))


def test_an_em_dash_is_two_hyphens(desk: Desk) -> None:
    """Telephones and chats turn -- into a dash; the option is read all the same."""
    assert ask(desk, "watchlist add Example Chip —kind chip").data["added"]["kind"] == "chip"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "What you can ask"),
        ("help", "What you can ask"),
        ("Hi!", "What you can ask"),
        ("你好！", "What you can ask"),
        ("watchlist", "What you can ask"),
        ("help watchlist add", "watchlist add"),
        ("watchlist add --help", "watchlist add"),
        ("lookup", "NAME is missing; say: lookup NAME."),
        ("why does it match", "say: why URL."),
        ("dance", "No such command"),
        ("watchlist remove Nobody", "is not in any watchlist"),
        ("watchlist add X", "too short"),
        ("watchlist add Nvidia A100 --watchlist own", "watched already"),
        ("watchlist add New Name --watchlist missing", "No watchlist “missing”"),
        ("why nonsense", "is no address"),
        ("why nonsense.example/a", "Not held"),
        ("alerts show zzz", "No alert “zzz”"),
        ("sources remove zzz", "No source “zzz”"),
        ('lookup "left open', "No match"),
    ],
)
def test_mistakes_get_one_sentence(desk: Desk, text: str, words: str) -> None:
    """Never a traceback: what is wrong and what to do."""
    reply = ask(desk, text)
    assert words in reply.title or words in repr(reply.parts)


EDITS = [
    "watchlist add New Name",
    "watchlist remove Nvidia A100",
    'watchlist alias "Nvidia A100" GA-100',
    "watchlist mute Nvidia A100",
    "watchlist watch csl",
    "sources remove x",
    "sources pause x",
    "sources resume x",
]


@pytest.mark.parametrize("text", EDITS)
def test_readers_look_and_do_not_touch(desk: Desk, text: str) -> None:
    """Every command that changes something is refused to a reader, with what to do."""
    before = repr(ask(desk, "watchlist show"))
    reply = ask(desk, text, Role.READER)
    assert reply.tone is Tone.ERROR
    assert "SANCTIONS_WATCH_EDITORS" in reply.title
    assert repr(ask(desk, "watchlist show")) == before


def test_edits_are_in_the_history(desk: Desk) -> None:
    """Who, what and when of every edit, newest first."""
    for text in ("watchlist add New Name --note because", "watchlist mute New Name --days 3 --reason noise"):
        assert ask(desk, text).tone in (Tone.OK, Tone.WARNING)
    ask(desk, "watchlist remove New Name")
    rows = ask(desk, "watchlist history").data
    assert {row["action"] for row in rows} == {"remove", "mute", "add"}
    assert all(row["user"] == "U1" for row in rows)


def test_the_history_says_what_an_edit_changed(desk: Desk) -> None:
    """Which spelling, which words, until when: not only that there was an edit."""
    ask(desk, "watchlist alias Nvidia A100 A-hundred")
    ask(desk, "watchlist alias Nvidia A100 A-hundred --off")
    ask(desk, "watchlist context Nvidia A100 board")
    ask(desk, "watchlist mute Nvidia A100 --days 3 --reason noise")
    (table,) = ask(desk, "watchlist history").parts
    told = {row[table.columns.index("Change")] for row in table.rows}
    assert told == {"+ A-hundred", "− A-hundred", "+ board", "until 2026-03-04 00:00 UTC: noise"}
    assert all(row[0].endswith(" UTC") for row in table.rows)


def test_a_muted_term_is_marked_and_can_be_unmuted(desk: Desk) -> None:
    """Muting keeps the term."""
    assert "muted until 2026-03-08" in ask(desk, "watchlist mute Nvidia A100 --days 7").title
    assert "(muted)" in repr(ask(desk, "watchlist show own"))
    assert "no longer muted" in ask(desk, "watchlist mute Nvidia A100 --off").title
    assert ask(desk, "watchlist mute Nvidia A100 --off").tone is Tone.ERROR


def test_variants_of_a_term_are_shown(desk: Desk) -> None:
    """A person can see by which forms a term is found."""
    reply = ask(desk, "watchlist show Harbour Institute of Technology --variants")
    assert len(reply.data["variants"]) > 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("mute NVIDIA A100", "Say `watchlist mute NVIDIA A100`."),
        ("acknowledge a1", "Say `alerts acknowledge a1`."),
        (
            "alerts export",
            "`alerts export` is not said in a chat: whoever runs sanctions-watch says it on the server.",
        ),
        ("lists update csl --accept", "`lists update` is not said in a chat"),
        ("doctor", "`doctor` is not said in a chat"),
        ("frobnicate", "No such command"),
        ("list", "No such command"),  # of many groups
    ],
)
def test_a_word_said_in_the_wrong_place_is_answered_with_the_right_one(
    desk: Desk, line: str, told: str
) -> None:
    """A command without its group, and what is for whoever runs the program."""
    assemble()
    assert told in ask(desk, line, confirmed=False).title


@pytest.mark.parametrize(
    ("text", "name", "aliases", "note"),
    [
        (
            "watchlist add Quay Optics --alias Quay Optical Works --note seen in May",
            "Quay Optics",
            ["Quay Optical Works"],
            "seen in May",
        ),
        (
            "watchlist add Quay Optics --alias Quay-Opt --alias 码头 光学 --kind org",
            "Quay Optics",
            ["Quay-Opt", "码头 光学"],
            "",
        ),
        ("watchlist add --note noted Quay Optics", "Quay Optics", [], "noted"),
        ("watchlist add --alias QOW -- Quay --Optics", "Quay --Optics", ["QOW"], ""),
        ('watchlist add Quay Optics --note="in May"', "Quay Optics", [], "in May"),
    ],
)
def test_the_value_of_an_option_may_have_several_words(
    desk: Desk, text: str, name: str, aliases: list[str], note: str
) -> None:
    """What stands behind an option is its value: it never becomes part of the name."""
    added = ask(desk, text).data["added"]
    assert (added["name"], added["aliases"], added["note"]) == (name, aliases, note)


def test_a_reason_needs_no_quotation_marks(desk: Desk) -> None:
    """Neither where a term is muted."""
    assert "too loud this week" in repr(ask(desk, "watchlist mute Nvidia A100 --reason too loud this week"))


@pytest.mark.parametrize(
    "text",
    [
        "Lookup 港口理工大学",
        "lookup: 港口理工大学",
        "LOOKUP 港口理工大学",
        "lookup\u3000港口理工大学",
        "lookup\xa0港口理工大学",
        "lookup ＂港口理工大学＂ —Limit 3",
        "lookup 港口理工大学 –limit 3",
        "lookup 港口理工大学 －－limit 3",
        "lookup 港口理工大学 ——limit 3",
        "lookup 港口理工大学 -limit 3",
    ],
)
def test_what_keyboards_make_of_a_command_is_read(desk: Desk, text: str) -> None:
    """Large first letters, wide and unbreakable blanks, dashes and quotation marks of all kinds."""
    assert ask(desk, text).data["candidates"][0]["name"] == "Harbour Institute of Technology"


@pytest.mark.parametrize("name", ["Rosa—Finanz Beispiel", "Rosa — Beispiel", "Beispiel-Werke"])
def test_a_dash_within_a_name_stays(desk: Desk, name: str) -> None:
    """Only before the letters of an option is a dash two hyphens."""
    assert ask(desk, f"watchlist add {name}").data["added"]["name"] == name


@pytest.mark.parametrize(
    "text",
    [
        "watchlist mute Nvidia A100 --days -3",
        "watchlist mute Nvidia A100 --days 100000000",
        "lookup Nvidia --limit 0",
        "alerts list --limit -5",
        "watchlist show --page 0",
    ],
)
def test_a_number_that_makes_no_sense_is_refused(desk: Desk, text: str) -> None:
    """In a sentence that says which would."""
    reply = ask(desk, text)
    assert reply.tone is Tone.ERROR
    assert "is not a number from" in reply.title or "is less than 1" in reply.title


@pytest.mark.parametrize(
    ("text", "name", "aliases"),
    [
        ("watchlist add 「Kite Aerospace」，--kind org", "Kite Aerospace", []),
        ("watchlist add 《Kite Aerospace》", "Kite Aerospace", []),
        ("watchlist add Kite，——alias 风筝航天、风筝", "Kite", ["风筝航天", "风筝"]),
        (
            "watchlist add 『Kite Aerospace』 --alias 「风筝航天」、「Kite Aero」",
            "Kite Aerospace",
            ["风筝航天", "Kite Aero"],
        ),
        ('watchlist add "Kite, Inc.", --alias “KA”, “K-Aero”', "Kite, Inc.", ["KA", "K-Aero"]),
    ],
)
def test_the_marks_and_commas_of_a_chinese_keyboard_are_no_letters_of_a_name(
    desk: Desk, text: str, name: str, aliases: list[str]
) -> None:
    """A term with a bracket in it would be found in no text, and nobody would know."""
    added = ask(desk, text).data["added"]
    assert (added["name"], added["aliases"]) == (name, aliases)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('watchlist add "Kite Aerospace --kind chip', "“--kind” stands between quotation marks"),
        ("watchlist add Kite --note “seen in May —kind chip", "“--kind” stands between quotation marks"),
        ("watchlist add Kite Works\nQuay Optics\nMole Works", "One name at a time"),
        ("watchlist add Kite Works\torg\tKW|风筝\t\tseen", "One name at a time"),
        ("watchlist add “Kite”、“Quay”", "One name at a time"),
        ("lookup Kite Works\r\nQuay Optics", "One name at a time"),
        ("lookup Kite|Quay", "One name at a time"),
    ],
)
def test_what_would_be_watched_as_one_name_by_mistake_is_refused(desk: Desk, text: str, told: str) -> None:
    """A mark left open, lines and cells of a table: the name that no text holds is neither kept nor asked."""
    before = ask(desk, "watchlist show").data
    reply = ask(desk, text)
    assert (reply.tone, told in reply.title) == (Tone.ERROR, True), reply.title
    assert ask(desk, "watchlist show").data == before


def test_a_note_may_have_lines(desk: Desk) -> None:
    """Only in the name they are a mistake."""
    added = ask(desk, "\nwatchlist add Kite Works --note seen in May,\nsays the desk\n").data["added"]
    assert (added["name"], added["note"]) == ("Kite Works", "seen in May, says the desk")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("alerts ack a57dbc4b0cf3", "Did you mean `alerts acknowledge a57dbc4b0cf3`?"),
        ("watchlist ad Kite Works", "Did you mean `watchlist add Kite Works`?"),
        ("help lists change", "Did you mean `lists changes`?"),
        ("lists get csl", "It has list, changes."),
        ("subscribe here", "Say `subscribe` alone"),
        ("status now", "“now” is too much; say: status."),
    ],
)
def test_a_word_that_a_group_does_not_hold_is_answered_with_those_it_has(
    desk: Desk, text: str, told: str
) -> None:
    """Its beginning, a slip, or what another program calls it."""
    assert told in ask(desk, text).title


@pytest.mark.parametrize("day", ["yesterday", "24.12.2026", "2026-02-30"])
def test_a_day_that_is_none_is_told_how_one_is_written(desk: Desk, day: str) -> None:
    """Not in a computer's notation of dates."""
    reply = ask(desk, f"alerts snooze a1 --until {day}")
    assert reply.tone is Tone.ERROR
    assert f"“{day}” is no day; write it as 2026-12-24" in reply.title


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("friday", date(2026, 3, 6)),
        ("Wed", date(2026, 3, 11)),  # today is one
        ("next Thursday", date(2026, 3, 5)),
        ("tomorrow", date(2026, 3, 5)),
        ("2026-04-01", date(2026, 4, 1)),
    ],
)
def test_a_day_to_come_may_be_called_by_its_name(said: str, meant: date) -> None:
    """As somebody says it who waits for counsel until Friday."""
    wednesday = date(2026, 3, 4)
    assert LATER.convert(said, None, None)(wednesday) == meant


@pytest.mark.parametrize("name", ["???", "🚀", "…"])
def test_what_holds_no_letter_is_no_name(desk: Desk, name: str) -> None:
    """No match would read as an answer about somebody, where a file lost its letters above all."""
    reply = ask(desk, f"lookup {name}")
    assert reply.tone is Tone.ERROR
    assert "nothing to look up" in reply.title
    assert not reply.offer_term


def test_help_fits_one_screen_and_names_every_command(desk: Desk) -> None:
    """A group is one row with its commands; its own help has a row for each."""
    told = ask(desk, "help")
    (table,) = (part for part in told.parts if isinstance(part, Table))
    assert len(table.rows) <= 12
    said = {row[0]: row[1] for row in table.rows}
    for row in told.data:
        first, *rest = row["command"].split()
        assert first in {name.split()[0] for name in said}
        assert f"{first} …" not in said or rest[0] in str(said[f"{first} …"])
    (of_group,) = (part for part in ask(desk, "help quiet").parts if isinstance(part, Table))
    assert [row[0] for row in of_group.rows] == ["quiet show", "quiet hours FROM-TO [ZONE]", "quiet off"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("watchlist show Harbor Institute of Technolgy", "did you mean “Harbour Institute of Technology”?"),
        ("watchlist remove Nvida A100", "did you mean “Nvidia A100”?"),
        ("watchlist mute Nvidia A100 for 30 days", "did you mean “Nvidia A100”?"),
        ("watchlist alias Nvida A100 GA-100", "did you mean “Nvidia A100”?"),
        ("watchlist remove Harbour Institute", "did you mean “Harbour Institute of Technology”?"),
        (
            "rules set --post sometimes",
            "“sometimes” is none of the words for --post: high, medium, low or none.",
        ),
        ("watchlist show Quux", "`watchlist show` lists what is watched."),
        ("lookp Nvidia A100", "Did you mean `lookup Nvidia A100`?"),
        ("who is Quux?", "`lookup NAME` says who is held under a name"),
        ("dance", "`status` what waits"),
        ("search Nvidia A100", "Say `lookup Nvidia A100`."),
        ("watchlist unmute Nvidia A100", "Say `watchlist mute Nvidia A100 --off`."),
        ("help dance", "No such command “dance”"),
        (
            "watchlist alias Harbour Institute of Technology",
            "After “Harbour Institute of Technology” the words",
        ),
        ("watchlist context Nvidia A100", "After “Nvidia A100” the words are missing"),
    ],
)
def test_what_was_meant_is_said(desk: Desk, text: str, told: str) -> None:
    """A mistyped name or command, and other words for ours."""
    assert told in ask(desk, text).title


def test_a_name_of_several_words_needs_no_quotation_marks_before_others(desk: Desk) -> None:
    """The term that is watched is told from the words behind it."""
    assert (
        ask(desk, "watchlist alias Harbour Institute of Technology HIT-X").data["term"]["aliases"][-1]
        == "HIT-X"
    )
    assert ask(desk, "watchlist context Nvidia A100 显卡 server").data["term"]["context"][-2:] == [
        "显卡",
        "server",
    ]
    assert ask(desk, "watchlist context Nvidia A100 --off").data["term"]["context"] == []


def test_a_term_of_the_name_goes_before_a_spelling(desk: Desk) -> None:
    """Whichever watchlist holds it."""
    ask(desk, "watchlist add A100 Board --alias Nvidia A100X")
    ask(desk, "watchlist add Nvidia A100X --watchlist own")
    assert ask(desk, "watchlist show Nvidia A100X").title == "Nvidia A100X"


EDITED = [
    "watchlist add Quay Optics --alias QOW --note seen in May",
    "watchlist remove Nvidia A100",
    "watchlist remove Harbour Institute of Technology",
    "watchlist alias Nvidia A100 GA-100 〔A〕100",
    "watchlist context Nvidia A100 server 显卡",
    "watchlist context Nvidia A100 --off",
    "watchlist mute Nvidia A100",
]


@pytest.mark.parametrize("text", EDITED)
def test_every_edit_can_be_undone_with_a_press(desk: Desk, text: str) -> None:
    """The offered words bring back what was there, to the letter."""
    before = sorted(map(repr, ask(desk, "watchlist show").data))
    marked = repr(ask(desk, "watchlist show").parts)
    reply = ask(desk, text)
    assert repr(ask(desk, "watchlist show").parts) != marked
    (undo,) = reply.offers
    assert undo.label == "Undo"
    assert ask(desk, undo.words).tone in (Tone.OK, Tone.WARNING)
    assert sorted(map(repr, ask(desk, "watchlist show").data)) == before
    assert "(muted)" not in repr(ask(desk, "watchlist show").parts)


def test_undoing_a_removal_brings_back_the_columns_of_the_sheet(desk: Desk) -> None:
    """What a team keeps beside our columns is theirs, whatever its values hold."""
    actor = Actor(team="default", user="U1", role=Role.EDITOR, via="test")
    sheet = (
        "kind,name,aliases,context,note,region,owner = who\n"
        'org,Quay Optics,QOW,,seen,"East, --kind=chip",a=b "c" | d\n'
    )
    commands_csv.import_csv(desk, actor, sheet, watchlist="sheet")
    before = commands_csv.export_csv(desk, actor, watchlist="sheet")
    assert "owner = who" in before
    (undo,) = ask(desk, "watchlist remove Quay Optics").offers
    ask(desk, undo.words)
    (term,) = read_terms(commands_csv.export_csv(desk, actor, watchlist="sheet"))[0]
    assert (term.extra["region"], term.note) == ("East, --kind=chip", "seen")
    told = ask(desk, "watchlist add Mole Works --column note=x")
    assert "has an option" in told.title
    assert "write HEAD=VALUE" in ask(desk, "watchlist add Mole Works --column region").title


def test_a_spelling_can_be_taken_away(desk: Desk) -> None:
    """After it was asked back; what is no spelling is said."""
    line = "watchlist alias Harbour Institute of Technology 港口理工大学 --off"
    asked = ask(desk, line, confirmed=False)
    assert asked.confirm
    assert asked.title == "No longer find “Harbour Institute of Technology” as “港口理工大学”?"
    assert ask(desk, line).data["term"]["aliases"] == []
    assert ask(desk, "lookup 港口理工大学").data["candidates"] == []
    assert "has no such spelling" in ask(desk, line).title


def test_a_list_is_named_in_any_letters(desk: Desk) -> None:
    """Several words are one name; what is held is said."""
    assert "No official list “Entity List” is held" in ask(desk, "watchlist watch Entity List").title
    with desk.db.atomic():
        replace_list(desk.db, "csl", (), as_of="", now=NOW)
    assert ask(desk, "watchlist watch CSL").title == "Now watching every party of csl"
    assert ask(desk, "watchlist watch Csl --off").title == "No longer watching every party of csl"
    assert "is not watched" in ask(desk, "watchlist watch CSL --off", confirmed=False).title


def test_help_says_nothing_of_a_programs_types(desk: Desk) -> None:
    """A number is N, and what has no words of its own has no line."""
    told = repr(ask(desk, "help alerts list"))
    assert "--limit N: How many at the most." in told
    assert "INTEGER" not in told
    assert "[NAME]: '" not in told


@pytest.mark.parametrize("name", ["wire", "WIRE", "Quay Business Wire", "quay business wire"])
def test_a_source_is_meant_by_its_id_or_its_name(desk: Desk, name: str) -> None:
    """In any letters; a name that two have says neither."""
    add = partial(add_source, desk.db, now=NOW)
    with desk.db.atomic():
        add(Source(id="wire", kind=SourceKind.FEED, url="https://a.example/", name="Quay Business Wire"))
        add(Source(id="other", kind=SourceKind.FEED, url="https://b.example/", name="Quay"))
        add(Source(id="third", kind=SourceKind.FEED, url="https://c.example/", name="Quay"))
    assert ask(desk, f"sources pause {name}").data == {"source": "wire", "paused": True}
    assert "No source “Quay”" in ask(desk, "sources pause Quay").title


@pytest.mark.parametrize("since", ["2d", "2days", '"2 days"', "Yesterday", "today", "2026-02-28"])
def test_a_time_is_said_as_people_say_it(desk: Desk, since: str) -> None:
    """In units written out, and the days that have a name."""
    assert ask(desk, f"alerts list --since {since}").tone is Tone.OK


def test_alert_ids_may_stand_in_a_list_with_commas(desk: Desk) -> None:
    """The first that is unknown is named without its comma."""
    assert ask(desk, "alerts acknowledge a1, a2").title == "No alert “a1”; `alerts list` shows the newest."


def test_alerts_about_a_mistyped_name_say_what_was_meant(desk: Desk) -> None:
    """Nothing about it is no proof of nothing."""
    assert "Did you mean “Nvidia A100”?" in repr(ask(desk, "alerts list Nvida A100").parts)
    assert "Did you mean" not in repr(ask(desk, "alerts list Nvidia A100").parts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("watchlist add the", "“the” is too common to be looked for alone"),
        ("watchlist add 大学", "`watchlist context 大学 WORD…`"),
        (
            "watchlist alias Harbour Institute of Technology 大学",
            "“大学” is too common to be looked for alone",
        ),
        ("watchlist add Light", "“Light” is also a word of the language and counted only with a capital"),
        ("watchlist add the --context sea", ""),
        ("watchlist add Quorvex", ""),
        ("watchlist alias Nvidia A100 Quorvex", ""),
    ],
)
def test_a_name_that_nobody_would_look_for_is_told_as_such(desk: Desk, text: str, told: str) -> None:
    """Else its silence reads as no news; words that must be near make up for it."""
    answer = repr(ask(desk, text).parts)
    assert told in answer
    assert told or ("too common" not in answer and "of the language" not in answer)
    if told.startswith("“the”"):
        assert told in repr(ask(desk, "watchlist show the").parts)


def test_a_sheet_says_which_of_its_names_are_not_looked_for(desk: Desk) -> None:
    """All of them counted, some named."""
    actor = Actor(team="default", user="U1", role=Role.EDITOR, via="test")
    sheet = "kind,name,aliases\norg,大学,\norg,Quorvex,the"
    answer = repr(commands_csv.import_csv(desk, actor, sheet).parts)
    assert "2 names, too common alone: “大学”, “the”; give these rows a context" in answer
