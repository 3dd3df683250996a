"""Writes that are gathered: fewer journeys, the same store."""

import pytest

from bot.database.gather import gathered
from bot.database.interface import Database, open_database

SETS = {"words": (("0001 words", "CREATE TABLE words (word TEXT PRIMARY KEY, n BIGINT);"),)}
PUT = "INSERT INTO words VALUES (:w, :n) ON CONFLICT (word) DO UPDATE SET n = excluded.n"


@pytest.fixture
def words(url: str):
    db = open_database(url, SETS)
    yield db
    db.close()


def test_who_reads_finds_what_was_written_before(words: Database) -> None:
    """Rows wait for others of their statement, and no longer than until something is asked."""
    with gathered(words) as db:
        db.execute_soon(PUT, [{"w": "a", "n": 1}])
        db.execute_soon(PUT, [{"w": "b", "n": 2}, {"w": "a", "n": 3}])
        assert words.query("SELECT word FROM words") == []
        assert db.query_each("SELECT n FROM words WHERE word = :w", [{"w": "a"}]) == [[{"n": 3}]]
        db.execute_soon(PUT, [{"w": "c", "n": 4}])
        assert db.execute("UPDATE words SET n = n + 1") == 3
        db.execute_soon(PUT, [{"w": "d", "n": 9}])
    assert words.query("SELECT word, n FROM words ORDER BY word") == [
        {"word": "a", "n": 4},
        {"word": "b", "n": 3},
        {"word": "c", "n": 5},
        {"word": "d", "n": 9},
    ]


def test_a_failure_takes_back_all_of_it(words: Database) -> None:
    """What waits is never written without the rest."""
    with pytest.raises(RuntimeError), gathered(words) as db:  # noqa: PT012 - the transaction is what raises
        db.execute_soon(PUT, [{"w": "a", "n": 1}])
        db.flush()
        db.execute_soon(PUT, [{"w": "b", "n": 1}])
        raise RuntimeError
    assert words.query("SELECT word FROM words") == []
