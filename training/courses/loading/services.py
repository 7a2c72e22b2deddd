"""Load a catalogue of courses: all of it or nothing, without losing what was edited here."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from core import page_cache
from core.imports.merge import Digests, Values, merge
from core.imports.report import BadFile, Problem, Report
from training.courses.loading.document import Catalogue, parse_catalogue
from training.courses.loading.kinds import COURSES, KINDS, Kind
from training.courses.loading.models import ImportRecord
from training.courses.models import Course
from training.courses.services import has_changes, publish_course

NOTE = "Loaded from a catalogue file."


def load_training(
    data: Mapping[str, Any], *, dry_run: bool = False, prune: bool = False, force: bool = False, actor: Any = None
) -> Report:
    """Load a catalogue and return what was done; courses are matched by code.

    What editors changed since the last import is kept unless `force`; what the file no longer has is kept and listed
    unless `prune`. What was loaded is published as a course's next version, unless editors are at work on changes that
    are not published yet. Raises BadFile with one problem for each fault.
    """
    catalogue = parse_catalogue(data)
    if catalogue.problems:
        raise BadFile(list(dict.fromkeys(catalogue.problems)))
    report = Report(title="Training catalogue", warnings=list(catalogue.warnings), dry_run=dry_run)
    with transaction.atomic():
        busy = {item.code for item in Course.objects.published() if has_changes(item)}
        _Writer(report, prune=prune, force=force).write(catalogue)
        _publish(catalogue, busy, report, actor)
        if report.changed:
            page_cache.bump()
        if dry_run:
            transaction.set_rollback(True)
    return report


class _Writer:
    """Writes the records of one file and keeps what came of each in the report."""

    def __init__(self, report: Report, *, prune: bool, force: bool) -> None:
        self.report, self.prune, self.force = report, prune, force
        self.records: dict[tuple[str, str], ImportRecord] = {
            (item.kind, item.code): item for item in ImportRecord.objects.all()
        }

    def write(self, catalogue: Catalogue) -> None:
        """Write every kind, then settle what an earlier file had and this one lacks."""
        absent: list[tuple[Kind, str, Any]] = []
        for kind in KINDS:
            stored, wanted = kind.stored(), kind.wanted(catalogue)
            final = {code: self._merge(kind, code, values, stored.get(code)) for code, values in wanted.items()}
            if kind is COURSES:
                COURSES.tie(final)
            absent += [
                (kind, code, obj)
                for code, (obj, _) in stored.items()
                if code not in wanted and (kind.name, code) in self.records
            ]
        for kind, code, obj in reversed(absent):
            self._settle(kind, code, obj)

    def _merge(self, kind: Kind, code: str, wanted: Values, stored: tuple[Any, Values] | None) -> Values:
        name = f"{kind.name}[{code}]"
        known = self.records.get((kind.name, code))
        base: Digests = known.digests if known else {}
        merged = merge(name, wanted, stored[1] if stored else None, base, force=self.force)
        if stored is None:
            kind.write(code, None, merged.values)
            self.report.created.append(name)
        elif merged.changed:
            kind.write(code, stored[0], merged.values)
            self.report.updated[name] = merged.changed
        else:
            self.report.unchanged.append(name)
        self.report.kept_edits += [f"{name}.{column}" for column in merged.kept]
        self.report.conflicts += [f"{name}.{column}" for column in merged.conflicts]
        if known is None:
            ImportRecord.objects.create(kind=kind.name, code=code, digests=merged.digests)
        elif base != merged.digests:
            known.digests = merged.digests
            known.save(update_fields=["digests"])
        return merged.values

    def _settle(self, kind: Kind, code: str, obj: Any) -> None:
        name = f"{kind.name}[{code}]"
        if not self.prune:
            self.report.absent[name] = "the file does not have it; kept (--prune deletes it)"
            return
        try:
            with transaction.atomic():
                obj.delete()
        except ProtectedError:
            self.report.absent[name] = "the file does not have it; kept, since versions or pages hold on to it"
            return
        self.records[kind.name, code].delete()
        self.report.removed.append(name)


def _publish(catalogue: Catalogue, busy: set[str], report: Report, actor: Any) -> None:
    for course in Course.objects.filter(code__in=[item.id for item in catalogue.modules]).select_related("current"):
        if not has_changes(course):
            continue
        if course.code in busy:
            place = f"modules[{course.code}]"
            report.warnings.append(
                Problem(place, "has changes that are not published; publish it to show what was loaded.")
            )
            continue
        if course.releases.filter(closed_at=None).exists():
            place = f"modules[{course.code}]"
            report.warnings.append(
                Problem(place, "is under review; what was loaded is published once the review has ended.")
            )
            continue
        publish_course(course=course, actor=actor, note=NOTE)
