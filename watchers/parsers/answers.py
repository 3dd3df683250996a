"""JSON answers of search interfaces: read safely, refused with a sentence where they are an error. Pure."""

import json
import re
from collections.abc import Mapping
from typing import Any

from watchers.errors import ParseError
from watchers.parsers.charset import decode
from watchers.parsers.plain import cut, one_line

# UTF-8 bytes that somebody read as Windows-1252: `â€¯` for a narrow blank, `Ã©` for é.
_MOJIBAKE = re.compile(
    "(?:[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+)+"
)
_COMMA = re.compile(r"-?\d{1,3}(?:\.?\d{3})*,\d{1,2}")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
# Line ends that lost their backslashes on the way (`\r\n` written as letters) between a sign and a word.
_LOST_LINE_END = re.compile(
    r"(?:(?<=[.:;!?)\d*\-\u2013 ])|(?<=[a-z])(?=(?:rn){2}))(?:rn)+(?=[A-Z0-9\-*\u2022(\s]|\Z)"
)


def read_answer(body: bytes, what: str, content_type: str) -> Any:
    """Return the JSON document in `body`. Raises ParseError naming `what` was expected."""
    text = decode(body, content_type).lstrip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        raise ParseError(f"Not {what}: the answer is {_kind(text)}.")
    try:
        try:
            return json.loads(text, strict=False)
        except ValueError:  # GDELT writes \' and \x, which JSON does not know
            return json.loads(_ESCAPE.sub(_known_escape, text), strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(f"Not {what}: the JSON is broken or was cut off.") from error


def unwrapped(value: Any) -> Any:
    """Return the document that a string holds as JSON; any other value, broken JSON too, as it is."""
    if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
        try:
            return json.loads(value, strict=False)
        except (ValueError, RecursionError):
            return value
    return value


def _known_escape(escape: re.Match[str]) -> str:
    known = len(escape[1]) > 1 or escape[1] in '"\\/bfnrt'
    return escape[0] if known else escape[1]


def refuse_error(document: Any, what: str) -> None:
    """Raise ParseError where the document is an interface's way to say no (`error`, `message`, `errors`)."""
    if not isinstance(document, Mapping):
        return
    for key in ("error", "errors", "errorMessage", "errorCode", "exception", "fault"):
        if document.get(key):
            detail = (
                document.get("exception")
                or document.get("message")
                or document.get("errorMessage")
                or document[key]
            )
            if isinstance(detail, Mapping):
                detail = detail.get("message") or detail.get("type") or detail
            told = cut(without_keys(one_line(str(detail))), 200)
            raise ParseError(f"Not {what}: the service answered with an error ({told}).")


def without_keys(text: str) -> str:
    """Return `text` with the value of any key or token in an address masked."""
    return re.sub(r"(?i)((?:api[_-]?key|key|token|sig)=)[^&\s\"']+", r"\1…", text)


def repaired(text: str) -> str:
    """Return `text` with its encoding slips undone: UTF-8 read as Windows-1252, line ends as letters."""
    if not text.isascii():
        text = _MOJIBAKE.sub(_undo, text)
    return _LOST_LINE_END.sub("\n", text) if "rn" in text else text


def _undo(match: re.Match[str]) -> str:
    raw = bytearray()
    for character in match[0]:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return match[0]
            raw.append(ord(character))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def string(value: Any) -> str:
    """Return a JSON value as one line of text, "" for null and what is none (`"null"`, `"N/A"`)."""
    if value is None or isinstance(value, bool | Mapping | list):
        return ""
    text = one_line(str(value))
    return "" if text.lower() in {"null", "none", "n/a"} else text


def mapping(value: Any) -> Mapping[str, Any]:
    """Return the value where it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else {}


def members(value: Any) -> list[Any]:
    """Return the value where it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def told(**fields: Any) -> dict[str, Any]:
    """Return the fields that say something, in their order."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def number(value: Any) -> int | float | None:
    """Return an amount that may come as a number or as text, None where it is none."""
    written = re.sub(r"\s", "", str(value)).lstrip("$£€")
    if _COMMA.fullmatch(written):  # 2.450.000,00
        written = written.replace(".", "").replace(",", ".")
    try:
        found = float(written.replace(",", ""))
    except ValueError:
        return None
    if found != found or found in {float("inf"), float("-inf")}:  # noqa: PLR0124 - not a number is not itself
        return None
    return int(found) if found == int(found) else found


def _kind(text: str) -> str:
    if re.match(r"<(?:!doctype\s+html|html|head|body)", text, re.IGNORECASE):
        return "an HTML page"
    if text.startswith("<"):
        return "XML"
    return f'a sentence: "{cut(without_keys(one_line(text)), 150)}"' if text else "empty"
