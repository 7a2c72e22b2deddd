"""What `/_control` asked to go wrong with the next API requests."""

import threading
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One request goes wrong: answered 500, or not at all; `after` means it is carried out all the same."""

    kind: str
    after: bool = False
    seconds: float = 0


@dataclass
class Faults:
    """The faults of the next requests, first come first served; `ended` is set when the server stops."""

    planned: list[Fault] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, fault: Fault, times: int) -> None:
        """Let the next requests go wrong."""
        with self._lock:
            self.planned += [fault] * times

    def next(self) -> Fault | None:
        """Take the fault planned for this request, if any."""
        with self._lock:
            return self.planned.pop(0) if self.planned else None

    def clear(self) -> None:
        """Plan nothing any more."""
        with self._lock:
            self.planned.clear()
