"""Notice that our code changed, by looking at the times of its files."""

import os
import time
from pathlib import Path

LOOK_EVERY = 1.0
SKIPPED = {"var", "build", "node_modules", "__pycache__", "static"}


class Sources:
    """The Python files and translations below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._seen = self._times()
        self._look_at = time.monotonic() + LOOK_EVERY

    def changed(self) -> bool:
        """Whether a file was added, changed or removed since the last look."""
        if time.monotonic() < self._look_at:
            return False
        self._look_at = time.monotonic() + LOOK_EVERY
        before, self._seen = self._seen, self._times()
        return before != self._seen

    def _times(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for folder, names, files in os.walk(self._root):
            names[:] = [name for name in names if name not in SKIPPED and not name.startswith(".")]
            for name in files:
                if name.endswith((".py", ".mo")):
                    file = Path(folder, name)
                    found[str(file)] = file.stat().st_mtime_ns
        return found
