"""What every store promises, whichever it is."""
# ruff: noqa: PT012 - a whole transaction is what raises

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.database.interface import Database, moment, open_database, stamp
from bot.errors import StoreConflict, StoreError

TABLE = ("0001 words", "CREATE TABLE words (word TEXT PRIMARY KEY, n BIGINT, x DOUBLE PRECISION);")
SETS = {"words": (TABLE,)}


@pytest.fixture
def words(url: str):
    db = open_database(url, SETS)
    yield db
    db.close()


def test_parameters_stand_where_literals_may(words: Database) -> None:
    """A colon inside a literal, comment, quoted name or cast is no parameter; a percent sign is itself."""
    row = words.query(
        """
        SELECT ':word' AS a, 'it''s :n %' AS b, :word AS ":word", -- :nothing
               CAST(:n AS BIGINT) /* :nor this */ AS c, '%s' AS d, 7 % 4 AS e
        """,
        {"word": "x' OR 1=1 --", "n": 3},
    )
    assert row == [{"a": ":word", "b": "it's :n %", ":word": "x' OR 1=1 --", "c": 3, "d": "%s", "e": 3}]


def test_values_come_back_as_they_went_in(words: Database) -> None:
    """Text of any script, whole numbers of 64 bits, fractions and nothing."""
    for number, word in enumerate(("深圳大学", "a'b\"c\\d%s:e", "")):
        words.execute("INSERT INTO words VALUES (:w, :n, :x)", {"w": word, "n": 2**62 + number, "x": 0.1})
        assert words.query("SELECT * FROM words WHERE word = :w", {"w": word}) == [
            {"word": word, "n": 2**62 + number, "x": 0.1}
        ]
    words.execute("INSERT INTO words VALUES (:w, :n, :x)", {"w": "none", "n": None, "x": None})
    assert words.query("SELECT n, x FROM words WHERE word = 'none'") == [{"n": None, "x": None}]


def test_a_sum_is_a_whole_number(words: Database) -> None:
    """Sums and counts are `int` on both."""
    words.execute_many(
        "INSERT INTO words (word, n) VALUES (:w, :n)", [{"w": "a", "n": 2}, {"w": "b", "n": 3}]
    )
    [row] = words.query("SELECT SUM(n) AS total, COUNT(*) AS n FROM words")
    assert row == {"total": 5, "n": 2}
    assert all(type(value) is int for value in row.values())


def test_what_cannot_be_stored_is_replaced(words: Database) -> None:
    """NUL and lone surrogates become U+FFFD; truth is 0 or 1; an aware time is written in UTC."""
    when = datetime(2026, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    [row] = words.query("SELECT :a AS a, :b AS b, :c AS c", {"a": "x\0y\ud800z", "b": True, "c": when})
    assert row == {"a": "x�y�z", "b": 1, "c": "2026-03-01T01:00:00.000000+00:00"}
    with pytest.raises(TypeError):
        words.query("SELECT :a", {"a": object()})


def test_written_times_sort_as_they_pass() -> None:
    """Text order is time order, whole seconds and offsets included."""
    times = [
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2026, 1, 1, 0, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 1, 1, 1, 0, 1, tzinfo=timezone(timedelta(hours=1))),
    ]
    assert sorted(map(stamp, times)) == [stamp(each) for each in times]
    assert [moment(stamp(each)) for each in times] == times
    with pytest.raises(ValueError):
        stamp(datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def test_rows_touched_are_counted(words: Database) -> None:
    """An insert that a constraint skips touches none."""
    insert = "INSERT INTO words (word) VALUES (:w) ON CONFLICT DO NOTHING"
    assert [words.execute(insert, {"w": "a"}) for _ in range(2)] == [1, 0]
    assert words.execute("UPDATE words SET n = 1") == 1
    assert words.execute("DELETE FROM words WHERE word = 'b'") == 0


def test_a_broken_constraint_is_a_conflict(words: Database) -> None:
    """The caller can tell "somebody was first" from a fault; the store goes on working."""
    words.execute("INSERT INTO words (word) VALUES ('a')")
    with pytest.raises(StoreConflict):
        words.execute("INSERT INTO words (word) VALUES ('a')")
    with pytest.raises(StoreConflict), words.atomic():
        words.execute("INSERT INTO words (word) VALUES ('b')")
        words.execute("INSERT INTO words (word) VALUES ('a')")
    assert words.query("SELECT word FROM words") == [{"word": "a"}]


def test_atomic_is_all_or_nothing_and_nests(words: Database) -> None:
    """An inner failure undoes the inner part only; an outer one undoes all."""
    with words.atomic():
        words.execute("INSERT INTO words (word) VALUES ('outer')")
        with pytest.raises(RuntimeError), words.atomic():
            words.execute("INSERT INTO words (word) VALUES ('inner')")
            raise RuntimeError
    assert words.query("SELECT word FROM words") == [{"word": "outer"}]
    with pytest.raises(RuntimeError), words.atomic():
        with words.atomic():
            words.execute("INSERT INTO words (word) VALUES ('gone')")
        raise RuntimeError
    with pytest.raises(StoreConflict):
        words.execute_many("INSERT INTO words (word) VALUES (:w)", [{"w": "x"}, {"w": "outer"}])
    assert words.query("SELECT word FROM words") == [{"word": "outer"}]


def test_many_at_once_are_answered_in_order(words: Database) -> None:
    """One statement for many rows: the answers come in the order of the rows, and all or none is written."""
    put = "INSERT INTO words (word, n) VALUES (:w, :n) ON CONFLICT (word) DO NOTHING"
    assert words.execute_each(put, [{"w": w, "n": n} for n, w in enumerate("aba")]) == [1, 1, 0]
    found = words.query_each("SELECT n FROM words WHERE word = :w", [{"w": w} for w in "bxa"])
    assert found == [[{"n": 1}], [], [{"n": 0}]]
    assert words.execute_each(put, []) == []
    assert words.query_each("SELECT 1 AS one", []) == []
    with pytest.raises(StoreConflict):
        words.execute_each("INSERT INTO words (word) VALUES (:w)", [{"w": "c"}, {"w": "a"}])
    with pytest.raises(StoreConflict), words.atomic():
        words.execute("INSERT INTO words (word) VALUES ('d')")
        words.execute_many("INSERT INTO words (word) VALUES (:w)", [{"w": "e"}, {"w": "a"}])
    assert words.query("SELECT word FROM words ORDER BY n") == [{"word": "a"}, {"word": "b"}]


def test_nothing_is_seen_before_it_is_committed(url: str) -> None:
    """A second connection reads what was committed, and does not wait for who is writing."""
    one, two = open_database(url, SETS), open_database(url, SETS)
    with one.atomic():
        one.execute("INSERT INTO words (word) VALUES ('a')")
        assert two.query("SELECT word FROM words") == []
    assert two.query("SELECT word FROM words") == [{"word": "a"}]
    one.close()
    two.close()


def test_writers_wait_for_each_other(url: str) -> None:
    """Four connections adding to one number under the store's lock lose no addition, and none is refused."""
    first = open_database(url, SETS)
    first.execute("INSERT INTO words (word, n) VALUES ('sum', 0)")
    faults: list[BaseException] = []

    def add() -> None:
        db = open_database(url, SETS)
        try:
            for _ in range(25):
                with db.atomic():
                    db.lock("sum")
                    n = db.query("SELECT n FROM words")[0]["n"]
                    db.execute("UPDATE words SET n = :n", {"n": n + 1})
        except BaseException as error:  # noqa: BLE001 - told below
            faults.append(error)
        finally:
            db.close()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not faults
    assert first.query("SELECT n FROM words") == [{"n": 100}]
    first.close()


def test_a_lock_needs_a_transaction(words: Database) -> None:
    """A lock outside `atomic()` would end at once: a mistake of the caller."""
    with pytest.raises(RuntimeError):
        words.lock("x")


def test_steps_are_applied_once_and_in_order(url: str) -> None:
    """Opening again applies what is new of each set and nothing twice."""
    open_database(url, SETS).close()
    more = {
        "words": (TABLE, ("0002 more", "ALTER TABLE words ADD COLUMN y TEXT; CREATE INDEX ys ON words (y);")),
        "other": (("0001", "CREATE TABLE other (x TEXT); INSERT INTO other VALUES ('a;b'); -- end"),),
    }
    for _ in range(2):
        db = open_database(url, more)
        assert db.query("SELECT y FROM words") == []
        assert db.query("SELECT x FROM other") == [{"x": "a;b"}]
        db.close()


def test_a_step_that_fails_leaves_nothing(url: str) -> None:
    """All pending steps are one transaction: a half-made schema is never seen."""
    with pytest.raises(Exception, match="nowhere"):
        open_database(url, {"words": (TABLE, ("0002", "INSERT INTO nowhere VALUES (1);"))})
    db = open_database(url, SETS)
    assert db.query("SELECT * FROM words") == []
    db.close()


def test_an_older_program_refuses_a_newer_store(url: str) -> None:
    """It says so in a sentence, and changes nothing."""
    open_database(url, {"words": (TABLE, ("0002 x", "CREATE TABLE x (x TEXT);"))}).close()
    with pytest.raises(StoreError, match="newer sanctions-watch"):
        open_database(url, SETS)


def test_programs_that_start_together_migrate_once(url: str) -> None:
    """Four openings at once: one applies the steps, the others wait and find them applied."""
    faults: list[BaseException] = []

    def begin() -> None:
        try:
            open_database(url, SETS).close()
        except BaseException as error:  # noqa: BLE001 - told below
            faults.append(error)

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not faults


def test_two_threads_do_not_mix_their_transactions(connect: Callable[[], Database]) -> None:
    """A statement of another thread waits for the end of `atomic()`; it is not swept away by a roll-back."""
    db = connect()
    inside, written = threading.Event(), threading.Event()

    def other() -> None:
        inside.wait(5)
        db.execute("INSERT INTO requests VALUES ('kept', 'x')")
        written.set()

    thread = threading.Thread(target=other)
    thread.start()
    with pytest.raises(RuntimeError), db.atomic():
        db.execute("INSERT INTO requests VALUES ('lost', 'x')")
        inside.set()
        assert not written.wait(0.1)
        raise RuntimeError
    thread.join()
    assert db.query("SELECT id FROM requests") == [{"id": "kept"}]
