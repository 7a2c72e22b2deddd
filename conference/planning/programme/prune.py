"""What the edition has and the file does not: listed, or deleted where nothing refers to it."""

from collections.abc import Iterable

from django.db import models

from conference.edition.models import Edition, ImportRecord
from conference.planning.programme.kinds.base import Kind, Stored
from core.imports.merge import Digests, digest
from core.imports.report import Report

KEPT = "kept; --prune deletes it if nothing refers to it"
MADE_HERE = "kept; it was added here, not by an import"
EDITED = "kept; it was edited here (--prune --force deletes it)"
REFERRED_TO = "kept; something still refers to it"


def referred_to(rows: list[models.Model], parts: Iterable[type[models.Model]]) -> set[int]:
    """Return the keys of the rows that other rows point at, the record's own parts aside."""
    if not rows:
        return set()
    found: set[int] = set()
    for relation in rows[0]._meta.related_objects:
        if relation.related_model in parts or relation.many_to_many:
            continue
        name = relation.field.name
        pointing = relation.related_model._base_manager.filter(**{f"{name}__in": rows})
        found.update(pointing.values_list(name, flat=True))
    return found


def settle_absent(
    *,
    kind: Kind,
    edition: Edition,
    absent: dict[str, Stored],
    imported: dict[str, Digests],
    report: Report,
    prune: bool,
    force: bool,
) -> None:
    """List the absent records of a kind; with `prune`, delete those that were imported, unedited and unreferenced."""
    used = referred_to([item.obj for item in absent.values()], kind.parts) if prune else set()
    doomed: dict[str, Stored] = {}
    for code, item in absent.items():
        name = f"{kind.name}[{code}]"
        base = imported.get(code)
        edited = base is not None and any(
            base.get(column) != digest(name, column, value) for column, value in item.values.items()
        )
        if not prune:
            report.absent[name] = KEPT if base is not None else MADE_HERE
        elif item.obj.pk in used:
            report.absent[name] = REFERRED_TO
        elif base is None and not force:
            report.absent[name] = MADE_HERE
        elif edited and not force:
            report.absent[name] = EDITED
        else:
            doomed[code] = item
    if doomed:
        report.removed += [f"{kind.name}[{code}]" for code in doomed]
        model = type(next(iter(doomed.values())).obj)
        model._default_manager.filter(pk__in=[item.obj.pk for item in doomed.values()]).delete()
        ImportRecord.objects.filter(edition=edition, kind=kind.name, code__in=doomed).delete()
