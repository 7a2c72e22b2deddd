"""Makes certificates' PDFs in processes of its own: fast by what they share, bounded in pages, seconds and memory.

A process keeps its fonts and parsed styles for all its documents and collects garbage only between them: that is more
than twice as fast as a document by itself. Its jobs are plain data; it has no database, and its fetcher knows the
registered pictures and the document's own code, no file and no network. Only tasks and commands start one.
"""

import gc
import logging
import multiprocessing
import os
import resource
import signal
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from threading import current_thread, main_thread
from types import FrameType
from typing import Any

from core.qr import qr_png
from core.supervisor.family import end_with_parent

PAGES_AT_MOST, SECONDS_AT_MOST = 8, 20
# Addresses that a process of the press may use; a usual one has a quarter of it.
MEMORY_AT_MOST = 2 << 30
# So that pages are answered first while certificates are made on the same machine.
NICE = 10
# Documents between two collections of garbage, and documents waiting for each process.
COLLECT_EVERY, AHEAD = 50, 4
_made = count(1)
logger = logging.getLogger(__name__)


class NotPrintable(Exception):
    """A document asked for what it may not have, had too many pages, or took too long; the text says which."""


@dataclass(frozen=True)
class Job:
    """A document to be made: its whole markup and styles, what its code says, and the pictures it may show."""

    html: str
    style: str
    code: str
    pictures: tuple[tuple[str, bytes], ...] = ()


def print_one(job: Job) -> bytes:
    """Return a document's PDF, tagged for screen readers; raises NotPrintable."""
    # Slow to import and heavy in memory: web workers never call this.
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    served = {"asset:qr": (qr_png(job.code), "image/png")}
    served |= {name: (content, "image/svg+xml") for name, content in job.pictures}
    fonts, sheet = _shared(job.style)
    try:
        with Limited():
            # The address that relative ones would be joined to exists nowhere.
            document = HTML(string=job.html, base_url="asset:nothing", url_fetcher=_fetcher(served))
            laid = document.render(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1")
            if len(laid.pages) > PAGES_AT_MOST:
                raise NotPrintable(f"more than {PAGES_AT_MOST} pages")
            pdf: bytes = laid.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        # A certificate without its picture is none.
        raise NotPrintable(str(error.__cause__ or error)) from error
    return pdf


def print_many(jobs: Iterable[tuple[Any, Job]], *, processes: int) -> Iterator[tuple[Any, bytes | NotPrintable]]:
    """Yield each job's key with its PDF, or with why there is none, in the order given; 0 processes: in this one.

    A process that dies (out of memory, killed) ends the run with NotPrintable for what was in it.
    """
    if not processes:
        for key, job in jobs:
            yield key, _attempt(job)
        return
    # Forked processes would share this one's connections to the database.
    start = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, start, initializer=_settle, initargs=(os.getpid(),)) as pool:
        waiting: list[tuple[Any, Any]] = []
        for key, job in jobs:
            waiting.append((key, pool.submit(_attempt, job)))
            if len(waiting) >= processes * AHEAD:
                yield _taken(*waiting.pop(0))
        for key, future in waiting:
            yield _taken(key, future)


def _taken(key: Any, future: Any) -> tuple[Any, bytes | NotPrintable]:
    try:
        return key, future.result()
    except BrokenProcessPool:
        return key, NotPrintable("the process that made it died")


def _attempt(job: Job) -> bytes | NotPrintable:
    if not gc.isenabled() and next(_made) % COLLECT_EVERY == 0:
        gc.collect()
    try:
        return print_one(job)
    except NotPrintable as error:
        return error
    except Exception as error:
        # One certificate that the library cannot lay out does not keep the others from their holders.
        logger.exception("a certificate could not be laid out")
        return NotPrintable(f"it cannot be laid out ({type(error).__name__})")


def _settle(parent: int) -> None:
    """Begin a process of the press: it ends with its parent, steps back for others, and collects no garbage."""
    end_with_parent(parent)
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    gc.disable()


@lru_cache(maxsize=8)
def _shared(style: str) -> tuple[Any, Any]:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    return fonts, CSS(string=style, font_config=fonts, url_fetcher=_fetcher({}), base_url="asset:nothing")


def _fetcher(served: Mapping[str, tuple[bytes, str]]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Closed(URLFetcher):
        """Knows what is served, and nothing else: no file, no network."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in served:
                raise NotPrintable(f"“{url[:80]}” is refused: certificates show our own pictures alone")
            content, kind = served[url]
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return Closed(fail_on_errors=True)


class Limited:
    """Stops a layout that computes for too long: the clock counts this process's own work.

    It rings in the main thread alone, which is where workers, commands and processes of the press do theirs.
    """

    def __enter__(self) -> None:
        self.is_heard = current_thread() is main_thread()
        if not self.is_heard:
            return
        self.before = signal.signal(signal.SIGPROF, self._stop)
        # Again and again: some of the library's code goes on after any error.
        signal.setitimer(signal.ITIMER_PROF, SECONDS_AT_MOST, min(SECONDS_AT_MOST, 1))

    def __exit__(self, *error: object) -> None:
        if not self.is_heard:
            return
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self.before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        raise NotPrintable(f"it takes more than {SECONDS_AT_MOST} seconds")
