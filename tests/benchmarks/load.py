"""A small load generator: raw sockets, kept alive, so many requests at a time."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Shot:
    """One prepared request and the status it must be answered with."""

    content: bytes
    status: int = 200


@dataclass
class Outcome:
    """How long each request took, in seconds, and what was answered wrongly."""

    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        """Return the time within which this share of the requests was answered, in milliseconds."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def request(
    method: str, path: str, *, port: int, headers: dict[str, str] | None = None, body: bytes = b"", status: int = 200
) -> Shot:
    """Prepare a request as a browser on this machine sends it."""
    lines = {"Host": f"localhost:{port}", "Accept-Encoding": "gzip, br", **(headers or {})}
    if body:
        lines = {"Content-Type": "application/x-www-form-urlencoded", **lines, "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return Shot(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body, status)


def fire(shots: Sequence[Shot], *, port: int, concurrency: int = 8) -> Outcome:
    """Send every request once, `concurrency` at a time, each connection one after the other."""
    return asyncio.run(_fire(list(shots), port, concurrency))


async def _fire(shots: list[Shot], port: int, concurrency: int) -> Outcome:
    outcome = Outcome()
    waiting = iter(shots)

    async def connection() -> None:
        reader = writer = None
        for shot in waiting:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            began = time.perf_counter()
            writer.write(shot.content)
            status, keeps = await _answer(reader)
            outcome.seconds.append(time.perf_counter() - began)
            if status != shot.status:
                outcome.wrong.append(f"{status} instead of {shot.status}")
            if not keeps:
                writer.close()
                writer = None
        if writer is not None:
            writer.close()
            await writer.wait_closed()

    await asyncio.gather(*(connection() for _ in range(concurrency)))
    return outcome


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """Read one response; return its status and whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(headers.get("content-length", 0)))
    return status, headers.get("connection") != "close"
