"""Where the sandbox keeps its objects: an SQLite file, so that a restart keeps them, or memory for tests."""

import json
import sqlite3
import threading
from pathlib import Path
from typing import Any, NamedTuple

from billing.sandbox.shapes import Thing

SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS thing (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL, due REAL
);
CREATE INDEX IF NOT EXISTS thing_kind ON thing (kind, number);
CREATE INDEX IF NOT EXISTS thing_due ON thing (due) WHERE due IS NOT NULL;
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS delivery (
    number INTEGER PRIMARY KEY, event TEXT NOT NULL, due REAL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (state, due);
"""


class Answer(NamedTuple):
    """What an idempotency key was answered."""

    request: str
    status: int
    body: str


class Store:
    """Objects by kind and id; `lock` makes a read and the write that follows one step."""

    def __init__(self, file: Path | None = None) -> None:
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
        self.lock = threading.RLock()
        self._rows = sqlite3.connect(file or ":memory:", check_same_thread=False, isolation_level=None)
        self._rows.executescript(SCHEMA)

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with self.lock:
            return self._rows.execute(statement, values).fetchall()

    def save(self, thing: Thing) -> Thing:
        """Insert or replace an object; its note `_due` says when the clock has to look at it."""
        self.query(
            "INSERT INTO thing (kind, id, body, due) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET body = excluded.body, due = excluded.due",
            thing["object"],
            thing["id"],
            json.dumps(thing),
            thing.get("_due"),
        )
        return thing

    def find(self, kind: str, identifier: str) -> Thing | None:
        """Return an object, or None."""
        rows = self.query("SELECT body FROM thing WHERE kind = ? AND id = ?", kind, identifier)
        return json.loads(rows[0][0]) if rows else None

    def newest(self, kind: str) -> list[Thing]:
        """Return all objects of a kind, the newest first."""
        rows = self.query("SELECT body FROM thing WHERE kind = ? ORDER BY number DESC", kind)
        return [json.loads(body) for (body,) in rows]

    def due(self, until: float) -> list[Thing]:
        """Return the objects whose `_due` has come, the longest waiting first."""
        rows = self.query("SELECT body FROM thing WHERE due <= ? ORDER BY due, number", until)
        return [json.loads(body) for (body,) in rows]

    def recall(self, key: str) -> Answer | None:
        """Return what this idempotency key was answered before, or None."""
        rows = self.query("SELECT request, status, body FROM answer WHERE key = ?", key)
        return Answer(*rows[0]) if rows else None

    def remember(self, key: str, answer: Answer) -> None:
        """Keep the answer given to an idempotency key."""
        self.query("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", key, *answer)

    def clear(self) -> None:
        """Forget everything."""
        for table in ("thing", "answer", "delivery"):
            self.query(f"DELETE FROM {table}")  # noqa: S608 - the names stand in the line above

    def close(self) -> None:
        """Close the file."""
        with self.lock:
            self._rows.close()
