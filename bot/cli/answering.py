"""One line of JSON Lines: read, answered, written.

msgspec reads and writes. What it refuses is left to Python's json: NaN, half a surrogate pair, and every line
that is no JSON, whose error it names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

from bot.errors import CommandError

_read = msgspec.json.Decoder().decode
_compact = msgspec.json.Encoder().encode
_as_json_writes = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


def _written(answer: dict[str, Any]) -> str:
    """Return an answer in one line, with a blank behind each comma and colon."""
    return msgspec.json.format(_compact(answer), indent=0).decode()


def answered(line: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> tuple[str, bool]:
    """Return the answer to a line, as a line without its end; and whether it says what is wrong with it."""
    name: Any = None
    write: Callable[[dict[str, Any]], str] = _written
    try:
        try:
            asked = _read(line)
        except (ValueError, RecursionError):
            asked, write = json.loads(line), _as_json_writes
        if not isinstance(asked, dict):
            raise TypeError("the line is not a JSON object")
        name = asked.get("id")
        told = {"id": name, **answer(asked)}
        return write(told), "error" in told
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}"
    except RecursionError:
        name, reason = None, "the line holds too many values inside of values"
    except KeyError as error:
        reason = f"the key {error} is missing"
    except (TypeError, ValueError, CommandError) as error:
        reason = str(error)
    return write({"id": name, "error": reason}), True
