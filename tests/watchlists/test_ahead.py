"""What is read ahead: the first text with names in it reads no table of words."""

import subprocess
import sys

FIRST_TEXT = """
from watchlists import words
from watchlists.compiling.ahead import read_ahead
from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist

terms = (Term(name="Vexor Technologies Co., Ltd.", kind="org"), Term(name="沃克索科技有限公司", kind="org"))
matcher = Matcher.compile([Watchlist(team="desk", name="main", terms=terms)])
read_ahead()
tables = (words.words, words.groups, words.longest_first)
before = [table.cache_info().misses for table in tables]
title = "沃克索科技 and Vexor Technologies"
text = "We met Vexor Technologies Group in Oslo, John said.\\n沃克索科技的工程师来到，沃克索科技有限公司。"
assert len(matcher.scan(Passage(title=title, text=text)).matches) > 2
read = [table.cache_info().misses for table in tables]
assert read == before, (before, read)
"""


def test_the_first_text_reads_no_table() -> None:
    """In a process of its own: in this one most tables are read already."""
    done = subprocess.run([sys.executable, "-c", FIRST_TEXT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
