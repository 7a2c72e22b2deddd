"""What an import found and did, in lines for people. Codes only: no line repeats a value of a record."""

from collections.abc import Iterator
from dataclasses import dataclass, field

UNPRINTABLE = str.maketrans(dict.fromkeys([*range(32), *range(127, 160), 8232, 8233], "?"))


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the file: where, and a sentence that says what to do."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}: {self.sentence}".translate(UNPRINTABLE)


class BadFile(Exception):
    """The file cannot be loaded; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass
class Report:
    """Records by what happened to them, named like `sessions[W6]`, edits like `sessions[W6].title`."""

    title: str = ""
    dry_run: bool = False
    created: list[str] = field(default_factory=list)
    updated: dict[str, list[str]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    kept_edits: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def changed(self) -> int:
        """How many records were added, updated or removed."""
        return len(self.created) + len(self.updated) + len(self.removed)

    def counts(self) -> dict[str, int]:
        """Return the figures of the summary."""
        return {
            "changed": self.changed,
            "new": len(self.created),
            "updated": len(self.updated),
            "removed": len(self.removed),
            "unchanged": len(self.unchanged),
            "edits_kept": len(self.kept_edits),
            "conflicts": len(self.conflicts),
            "absent": len(self.absent),
        }

    def lines(self) -> Iterator[str]:
        """Yield the details and, last, the summary."""
        for problem in self.warnings:
            yield f"warning {problem}"
        for name, fields in self.updated.items():
            yield f"updated {name}: {', '.join(fields)}"
        for name in self.removed:
            yield f"removed {name}"
        for name in self.conflicts:
            yield f"conflict {name}: edited here and changed in the file; the edit is kept (--force takes the file's)"
        for name, reason in self.absent.items():
            yield f"absent {name}: {reason}"
        count = self.counts()
        yield (
            f"{'Dry run, nothing written. ' if self.dry_run else ''}{self.title}: {count['changed']} changed "
            f"({count['new']} new, {count['updated']} updated, {count['removed']} removed), "
            f"{count['unchanged']} as before, {count['edits_kept']} edits kept, {count['conflicts']} conflicts, "
            f"{count['absent']} absent from the file."
        )
