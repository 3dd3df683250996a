"""What is particular to PostgreSQL: a lost connection, instances in each other's way, translation."""

import threading
from contextlib import nullcontext

import pytest

from bot.database.interface import Database, open_database
from bot.database.postgres import translate
from bot.errors import StoreError

SETS = {"words": (("0001 words", "CREATE TABLE words (word TEXT PRIMARY KEY, n BIGINT);"),)}


@pytest.fixture
def pair(postgres: str, request: pytest.FixtureRequest):
    """Two connections to a database of their own."""
    name = f"pair_{abs(hash(request.node.name))}"
    admin = open_database(postgres, {})
    admin.execute(f"CREATE DATABASE {name}")
    admin.close()
    opened = [open_database(postgres.replace("/postgres?", f"/{name}?"), SETS) for _ in range(2)]
    yield opened
    for each in opened:
        each.close()


def test_a_user_who_may_not_make_tables_gets_a_sentence(pair: list[Database], postgres: str) -> None:
    """The schema `public` is not everybody's since PostgreSQL 15; and a server that only reads is none."""
    pair[0].execute("CREATE ROLE reader LOGIN")
    try:
        where = postgres.replace("postgresql://postgres:", "postgresql://reader:")
        assert where != postgres
        with pytest.raises(StoreError, match=r"permission denied.*SANCTIONS_WATCH_DATABASE_URL"):
            open_database(where, SETS)
        with pytest.raises(StoreError, match=r"read-only.*SANCTIONS_WATCH_DATABASE_URL"):
            open_database(f"{postgres}&options=-c%20default_transaction_read_only%3Don", SETS)
    finally:
        pair[0].execute("DROP ROLE reader")


def test_a_database_of_another_encoding_is_refused(pair: list[Database], postgres: str) -> None:
    """`initdb` under LANG=C makes one that cannot hold Chinese names."""
    how = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    pair[0].execute(f"CREATE DATABASE latin {how}")
    try:
        with pytest.raises(StoreError, match="not in UTF-8"):
            open_database(postgres.replace("/postgres?", "/latin?"), SETS)
    finally:
        pair[0].execute("DROP DATABASE latin WITH (FORCE)")


def cut(victim: Database, by: Database) -> None:
    """End a connection from the server's side."""
    [row] = victim.query("SELECT pg_backend_pid() AS pid")
    by.query("SELECT pg_terminate_backend(CAST(:pid AS INTEGER), 5000)", row)


@pytest.mark.parametrize("whole", [True, False], ids=["in a transaction", "by itself"])
def test_tables_that_a_newer_program_changes_end_nothing(pair: list[Database], whole: bool) -> None:
    """What the server had prepared is refused once; then the query is answered, with the new column."""
    one, two = pair
    for _ in range(5):
        one.query("SELECT * FROM words")
    two.execute("ALTER TABLE words ADD COLUMN more BIGINT NOT NULL DEFAULT 7")
    two.execute("INSERT INTO words (word) VALUES ('a')")
    around = one.atomic() if whole else nullcontext()
    with pytest.raises(StoreError, match="changed the store's tables"), around:
        one.query("SELECT * FROM words")
    assert [row["more"] for row in one.query("SELECT * FROM words")] == [7]


def test_a_lost_connection_is_opened_anew(pair: list[Database]) -> None:
    """The statement that meets the loss fails with a sentence; the next one works."""
    one, two = pair
    cut(one, two)
    with pytest.raises(StoreError, match="connection to the PostgreSQL server was lost"):
        one.query("SELECT 1 AS one")
    assert one.query("SELECT 1 AS one") == [{"one": 1}]


def test_a_transaction_never_goes_on_over_another_connection(pair: list[Database]) -> None:
    """Lost in the middle: nothing of it is kept, also when the caller shrugs the error off."""
    one, two = pair
    with pytest.raises(StoreError), one.atomic():  # noqa: PT012 - the whole transaction is what raises
        one.execute("INSERT INTO words (word) VALUES ('before')")
        cut(one, two)
        for word in ("then", "after"):
            with pytest.raises(StoreError):
                one.execute("INSERT INTO words (word) VALUES (:word)", {"word": word})
    assert one.query("SELECT word FROM words") == []
    one.execute("INSERT INTO words (word) VALUES ('again')")
    assert two.query("SELECT word FROM words") == [{"word": "again"}]


def test_instances_that_wait_for_each_other_are_parted(pair: list[Database]) -> None:
    """A deadlock ends: one of the two goes on, the other gets a sentence and may try again."""
    one, two = pair
    one.execute_many("INSERT INTO words VALUES (:w, 0)", [{"w": "a"}, {"w": "b"}])
    both = threading.Barrier(2)
    faults: list[StoreError] = []

    def cross(db: Database, first: str, second: str) -> None:
        try:
            with db.atomic():
                db.execute("UPDATE words SET n = n + 1 WHERE word = :w", {"w": first})
                both.wait(5)
                db.execute("UPDATE words SET n = n + 1 WHERE word = :w", {"w": second})
        except StoreError as error:
            faults.append(error)

    threads = [threading.Thread(target=cross, args=case) for case in ((one, "a", "b"), (two, "b", "a"))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(faults) == 1
    assert one.query("SELECT SUM(n) AS n FROM words") == [{"n": 2}]


@pytest.mark.parametrize(
    ("sql", "translated"),
    [
        ("SELECT :a, :b_1", "SELECT %(a)s, %(b_1)s"),
        ("SELECT ':a', \":a\", x::text, 5 % 2", "SELECT ':a', \":a\", x::text, 5 %% 2"),
        ("SELECT 'it''s :a' -- :a\n, :a", "SELECT 'it''s :a' -- :a\n, %(a)s"),
        ("/* :a\n%s */ LIKE '%' || :a", "/* :a\n%%s */ LIKE '%%' || %(a)s"),
    ],
)
def test_translation(sql: str, translated: str) -> None:
    """Only what stands outside literals, names, comments and casts is a parameter."""
    assert translate(sql) == translated
