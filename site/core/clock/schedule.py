"""The table of periodic jobs: a decorated function of a `tasks` module is run every so often by one process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

Job = Callable[[], object]


@dataclass(frozen=True)
class Periodic:
    """A job and its pace."""

    name: str
    every: timedelta
    run: Job


JOBS: dict[str, Periodic] = {}


def periodic(*, every: timedelta) -> Callable[[Job], Job]:
    """Register a function without arguments to be run every so often; it must be safe to run twice."""

    def register(function: Job) -> Job:
        name = f"{function.__module__}.{function.__name__}"
        JOBS[name] = Periodic(name, every, function)
        return function

    return register
