"""Load a programme into its edition: the same function for the command, the demo and later the upload form."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from conference.agenda.services.locking import lock_agenda
from conference.agenda.services.publishing import is_published, publish, unpublished_changes
from conference.edition.models import Edition, ImportRecord
from conference.planning.programme.advice import advise
from conference.planning.programme.checks import check
from conference.planning.programme.document import Document, parse_document
from conference.planning.programme.kinds import KINDS, Context, EditionKind, Kind, place_schemes
from conference.planning.programme.kinds.base import Stored
from conference.planning.programme.prune import settle_absent
from conference.planning.programme.report import Report
from conference.planning.programme.schema import ConferenceIn
from core import page_cache
from core.audit.services import record
from core.imports.merge import Digests, Values, merge
from core.imports.report import BadFile, Problem

Imported = dict[str, dict[str, Digests]]
BATCH = 500


def load_programme(
    data: dict[str, Any], *, dry_run: bool = False, prune: bool = False, force: bool = False, actor: Any = None
) -> Report:
    """Load a programme, all of it or nothing, and return what was done.

    Records are matched by code within the edition of the year in which the programme starts. What organizers have
    edited since the last import is kept unless `force`; what the file no longer has is kept and listed unless `prune`.
    A new edition is published. Raises BadFile with one problem for each fault of the data.
    """
    document = parse_document(data)
    problems = [*document.problems, *check(document)]
    if problems or document.conference is None:
        raise BadFile(list(dict.fromkeys(problems)))
    with transaction.atomic():
        report = _write(document, document.conference, prune=prune, force=force, actor=actor)
        report.dry_run = dry_run
        if dry_run:
            transaction.set_rollback(True)
    return report


def _write(document: Document, conference: ConferenceIn, *, prune: bool, force: bool, actor: Any) -> Report:
    year = conference.start_date.year
    report = Report(title=f"Programme {year}", year=year, warnings=[*document.warnings, *advise(document)])
    edition, imported = _write_edition(document, conference, report, force=force)
    pending = unpublished_changes(edition) if is_published(edition) else []
    context = Context(edition, document, conference, force=force, revision=lock_agenda(edition).revision)
    place_schemes(context, report)
    absent = {kind.name: _write_kind(kind, context, report, imported.get(kind.name, {}), force=force) for kind in KINDS}
    report.warnings += context.warnings
    # In reverse, so that what only absent records refer to can go with them.
    for kind in reversed(KINDS):
        settle_absent(
            kind=kind,
            edition=edition,
            absent=absent[kind.name],
            imported=imported.get(kind.name, {}),
            report=report,
            prune=prune,
            force=force,
        )
    if report.changed:
        record(actor=actor, action="programme.loaded", obj=edition, changes=report.counts())
        page_cache.bump()
    _publish(edition, report, pending=bool(pending), actor=actor)
    return report


def _publish(edition: Edition, report: Report, *, pending: bool, actor: Any) -> None:
    """Show what was loaded, unless organizers are at work on changes that nobody has published yet."""
    if is_published(edition) and not unpublished_changes(edition):
        return
    if pending:
        place = f"conference[{edition.year}]"
        report.warnings.append(
            Problem(place, "the agenda has changes that are not published yet; publish it to show what was loaded.")
        )
        return
    publish(edition=edition, actor=actor, note=gettext("Loaded from a programme file."))


def _write_edition(
    document: Document, conference: ConferenceIn, report: Report, *, force: bool
) -> tuple[Edition, Imported]:
    kind, year = EditionKind(), conference.start_date.year
    stored = kind.stored(year)
    edition = stored.obj if stored else Edition(state=Edition.State.PUBLISHED)
    imported: Imported = {}
    if stored:
        for item in ImportRecord.objects.filter(edition=edition):
            imported.setdefault(item.kind, {})[item.code] = item.digests
    base = imported.get(kind.name, {}).get(str(year), {})
    merged = merge(kind.name, kind.wanted(document, conference), stored.values if stored else None, base, force=force)
    if not stored:
        kind.write(edition, merged.values, list(merged.values))
        report.created.append(kind.name)
    elif merged.changed:
        kind.write(edition, merged.values, merged.changed)
        report.updated[kind.name] = merged.changed
    else:
        report.unchanged.append(kind.name)
    report.kept_edits += [f"{kind.name}.{column}" for column in merged.kept]
    report.conflicts += [f"{kind.name}.{column}" for column in merged.conflicts]
    _remember(edition, kind.name, {str(year): base} if base else {}, {str(year): merged.digests})
    return edition, imported


def _write_kind(
    kind: Kind, context: Context, report: Report, imported: dict[str, Digests], *, force: bool
) -> dict[str, Stored]:
    """Write one kind's records; return the stored ones that the file does not have."""
    wanted, stored = kind.wanted(context), kind.stored(context)
    _refuse_same_address(kind.name, wanted, set(stored))
    new: dict[str, Values] = {}
    changed, digests = [], {}
    for code, values in wanted.items():
        name, before = f"{kind.name}[{code}]", stored.get(code)
        merged = merge(name, values, before.values if before else None, imported.get(code, {}), force=force)
        digests[code] = merged.digests
        if before is None:
            new[code] = merged.values
            report.created.append(name)
        elif merged.changed:
            changed.append((before, merged.values, merged.changed))
            report.updated[name] = merged.changed
        else:
            report.unchanged.append(name)
        report.kept_edits += [f"{name}.{column}" for column in merged.kept]
        report.conflicts += [f"{name}.{column}" for column in merged.conflicts]
    if new:
        kind.create(context, new)
    if changed:
        kind.update(context, changed)
    kind.link(context)
    _remember(context.edition, kind.name, imported, digests)
    return {code: item for code, item in stored.items() if code not in wanted}


def _refuse_same_address(kind: str, wanted: dict[str, Values], stored: set[str]) -> None:
    """Web addresses are codes in lower case: a code that differs from a stored one only in case has no address left."""
    if kind not in {"sessions", "speakers"}:
        return
    taken = {code.lower(): code for code in stored}
    clashes = [code for code in wanted if taken.get(code.lower(), code) != code]
    if clashes:
        raise BadFile(
            [
                Problem(
                    f"{kind}[{code}].code",
                    f"makes the same web address as {taken[code.lower()]}, which stands in the edition; use that code.",
                )
                for code in clashes
            ]
        )


def _remember(edition: Edition, kind: str, before: dict[str, Digests], after: dict[str, Digests]) -> None:
    """Store the digests of what the file said."""
    fresh = [ImportRecord(edition=edition, kind=kind, code=c, digests=d) for c, d in after.items() if c not in before]
    ImportRecord.objects.bulk_create(fresh, batch_size=BATCH)
    changed = {code: marks for code, marks in after.items() if code in before and before[code] != marks}
    if changed:
        rows = list(ImportRecord.objects.filter(edition=edition, kind=kind, code__in=changed))
        for row in rows:
            row.digests = changed[row.code]
        ImportRecord.objects.bulk_update(rows, ["digests"], batch_size=BATCH)
