"""One reading from one or several saved files: what `parse KIND FILE…` and `lists diff OLD NEW` see.

Pure: takes names and bytes (see `watchers.saved` for reading them from disk).
"""

from collections.abc import Sequence
from dataclasses import replace

from watchers.errors import ParseError
from watchers.model import Parsed, SourceKind
from watchers.parsers import ParseContext, parse_plain
from watchers.parsers.archive import MAX_UNPACKED, NamedBytes, all_unpacked
from watchers.parsers.lists.entries import unique_ids
from watchers.parsers.lists.ofac import CONSOLIDATED, SDN, parse_ofac

STREAM_UNPACKED = 32 * 1024 * 1024


def parse_files(kind: SourceKind, files: Sequence[NamedBytes], context: ParseContext) -> Parsed:
    """Read the files as one publication of `kind`. gzip and zip are opened, with a limit.

    OFAC's CSV files are joined by number, told apart by name or shape. Files of any other kind are read
    one by one and put together (the supplements of the eCFR, the pages of a search); the newest date
    counts. Raises ParseError, naming the file where there are several.
    """
    if not files:
        raise ParseError("There is no file to read.")
    if kind is SourceKind.OFAC_SDN:
        return parse_ofac(files, SDN)
    if kind is SourceKind.OFAC_CONSOLIDATED:
        return parse_ofac(files, CONSOLIDATED)
    plain = all_unpacked(files, limit=MAX_UNPACKED if kind.is_list else STREAM_UNPACKED)
    if len(plain) == 1:
        return parse_plain(kind, plain[0][1], context)
    read: list[Parsed] = []
    warnings: list[str] = []
    for name, body in plain:
        try:
            parsed = parse_plain(kind, body, context)
        except ParseError as error:
            raise ParseError(f"{name}: {error}") from error
        read.append(parsed)
        warnings += [f"{name}: {warning}" for warning in parsed.warnings]
    return replace(
        read[-1],
        items=tuple(item for parsed in read for item in parsed.items),
        entries=unique_ids(entry for parsed in read for entry in parsed.entries),
        warnings=tuple(warnings),
        as_of=max(parsed.as_of for parsed in read),
        partial=any(parsed.partial for parsed in read),
        next_page=None,
    )
