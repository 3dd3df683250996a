"""Asks the system's resolver for the addresses of a name; judges nothing.

Each look-up runs in a daemon thread of its own: a name server that hangs holds up neither the threads others
use nor the end of the process.
"""

import asyncio
import socket
import threading


async def lookup(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of `host`, of both families. Raises OSError when there is none."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def tell(result: tuple[str, ...] | Exception) -> None:
        if answer.done():  # nobody waits any more
            return
        if isinstance(result, Exception):
            answer.set_exception(result)
        else:
            answer.set_result(result)

    def ask() -> None:
        result: tuple[str, ...] | Exception
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            result = tuple(dict.fromkeys(str(info[4][0]) for info in found))
        except (OSError, UnicodeError) as error:
            result = error
        try:
            loop.call_soon_threadsafe(tell, result)
        except RuntimeError:  # the loop ended while the name server was thinking
            return

    threading.Thread(target=ask, name="lookup", daemon=True).start()
    return await answer
