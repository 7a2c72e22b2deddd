"""Sessions with their appearances and credits."""

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from conference.agenda.models import Appearance, Session, SessionCredit, VersionEntry, slug_of
from conference.agenda.services.editing import APPROVED_CONTENT, return_to_review
from conference.planning.programme.clock import day_of_end, moment
from conference.planning.programme.kinds.base import BATCH, Context, Kind, Stored, assign, plain
from conference.planning.programme.schema import SessionIn
from core.imports.merge import Values
from core.imports.report import Problem

COLUMNS = (
    "type", "starts_at", "ends_at", "title", "public_title", "level", "visibility", "abstract", "learning_objectives",
    "content_warnings", "capacity", "ticket_required", "price", "recording_allowed", "handouts", "attendance_tracking",
    "status", "ce_minutes",
)  # fmt: skip
# Column of the session, kind of record that it refers to.
REFERENCES = {"room": "rooms", "track": "tracks", "audience": "access_levels"}
SPEAKERS, CREDITS = "speakers", "ce.types"
SAME_NAME = ("type", "title", "level", "visibility", "abstract", "learning_objectives", "content_warnings", "capacity",
             "ticket_required", "recording_allowed", "handouts", "attendance_tracking", "status")  # fmt: skip


class SessionKind(Kind):
    """The agenda."""

    name = "sessions"
    parts = (Appearance, SessionCredit, VersionEntry)

    def wanted(self, context: Context) -> dict[str, Values]:
        zone = ZoneInfo(context.conference.timezone)
        pinned = _submitted(context)
        found = {}
        for record in context.document.sessions:
            values = _values(record, zone)
            extra = pinned.get(record.code, set()) - set(values[CREDITS])
            for scheme in sorted(extra):
                context.warnings.append(
                    Problem(f"sessions[{record.code}].ce.types", f"{scheme} was submitted for approval; it is kept.")
                )
            values[CREDITS] = sorted({*values[CREDITS], *extra})
            found[record.code] = values
        return found

    def stored(self, context: Context) -> dict[str, Stored]:
        rows = (
            Session.objects.filter(edition=context.edition)
            .select_related(*REFERENCES)
            .prefetch_related("appearances__speaker", "credits__scheme")
        )
        return {row.code: Stored(row, _stored_values(row)) for row in rows}

    def link(self, context: Context) -> None:
        pairs = Session.objects.filter(edition=context.edition).values_list("code", "pk")
        context.keys[self.name] = dict(pairs)

    def create(self, context: Context, items: Mapping[str, Values]) -> None:
        rows = []
        for code, values in items.items():
            row = Session(edition=context.edition, code=code, slug=slug_of(code), revision=context.revision)
            _assign(context, row, values, [*COLUMNS, *REFERENCES])
            rows.append(row)
        Session.objects.bulk_create(rows, batch_size=BATCH)
        pairs = list(zip(rows, items.values(), strict=True))
        _add_appearances(context, pairs)
        _add_credits(context, [(row, values, values[CREDITS]) for row, values in pairs])

    def update(self, context: Context, items: Iterable[tuple[Stored, Values, list[str]]]) -> None:
        items = list(items)
        review = [
            stored.obj.pk for stored, values, changed in items if _content_changed(stored.values, values, changed)
        ]
        for stored, values, changed in items:
            _assign(context, stored.obj, values, [name for name in changed if name in COLUMNS or name in REFERENCES])
            stored.obj.revision = context.revision
        written = [*COLUMNS, *REFERENCES, "revision"]
        Session.objects.bulk_update([item[0].obj for item in items], written, batch_size=BATCH)
        _replace_appearances(context, [item for item in items if SPEAKERS in item[2]])
        _replace_credits(context, items)
        return_to_review(review)


def _values(record: SessionIn, zone: ZoneInfo) -> Values:
    end_day = day_of_end(record.date, record.start, record.end) or record.date
    ce = record.ce
    public_title = record.public_title or (
        record.title if record.visibility == "public" else gettext("Restricted session")
    )
    return {
        **{name: getattr(record, name) for name in SAME_NAME},
        "public_title": public_title,
        "starts_at": plain(moment(record.date, record.start, zone)),
        "ends_at": plain(moment(end_day, record.end, zone)),
        "price": plain(record.price_usd),
        "ce_minutes": ce.minutes if ce else 0,
        **{column: getattr(record, column) for column in REFERENCES},
        SPEAKERS: [[item.id, item.role] for item in record.speakers],
        CREDITS: sorted(ce.types) if ce else [],
    }


def _stored_values(row: Session) -> Values:
    return {
        **{column: plain(getattr(row, column)) for column in COLUMNS},
        **{column: getattr(row, column).code if getattr(row, column) else None for column in REFERENCES},
        SPEAKERS: [[item.speaker.code, item.role] for item in row.appearances.all()],
        CREDITS: sorted(item.scheme.code for item in row.credits.all()),
    }


def _submitted(context: Context) -> dict[str, set[str]]:
    """Return, by session, the schemes whose credit somebody has asked approval for: only `--force` drops those."""
    if context.force:
        return {}
    asked = SessionCredit.objects.filter(session__edition=context.edition).exclude(approval=SessionCredit.Approval.NONE)
    found: dict[str, set[str]] = {}
    for code, scheme in asked.values_list("session__code", "scheme__code"):
        found.setdefault(code, set()).add(scheme)
    return found


def _content_changed(before: Values, after: Values, changed: list[str]) -> bool:
    if not APPROVED_CONTENT.isdisjoint(changed):
        return True
    return bool(_length(before) != _length(after))


def _length(values: Values) -> Any:
    """Return how long a record's session is, or None while it waits in the tray."""
    read = Session._meta.get_field("starts_at").to_python
    return read(values["ends_at"]) - read(values["starts_at"]) if values["starts_at"] else None


def _assign(context: Context, row: Session, values: Values, columns: Iterable[str]) -> None:
    for column in columns:
        if column in REFERENCES:
            code = values[column]
            setattr(row, f"{column}_id", None if code is None else context.keys[REFERENCES[column]][code])
        else:
            assign(row, values, [column])


def _add_appearances(
    context: Context, pairs: Iterable[tuple[Session, Values]], answers: Mapping[tuple[int, int], str] | None = None
) -> None:
    keys, known = context.keys["speakers"], answers or {}
    Appearance.objects.bulk_create(
        [
            Appearance(
                session=row,
                speaker_id=keys[code],
                role=role,
                position=position,
                state=known.get((row.pk, keys[code]), Appearance.State.CONFIRMED),
            )
            for row, values in pairs
            for position, (code, role) in enumerate(values[SPEAKERS])
        ],
        batch_size=BATCH,
    )


def _replace_appearances(context: Context, items: list[tuple[Stored, Values, list[str]]]) -> None:
    """Write who appears anew; whoever stays keeps their answer."""
    before = Appearance.objects.filter(session__in=[stored.obj for stored, _, _ in items])
    answers = {
        (session, speaker): state for session, speaker, state in before.values_list("session", "speaker", "state")
    }
    before.delete()
    _add_appearances(context, [(stored.obj, values) for stored, values, _ in items], answers)


def _add_credits(context: Context, items: Iterable[tuple[Session, Values, Iterable[str]]]) -> None:
    keys = context.keys["credit_types"]
    SessionCredit.objects.bulk_create(
        [
            SessionCredit(session=row, scheme_id=keys[code], minutes=values["ce_minutes"])
            for row, values, codes in items
            for code in codes
        ],
        batch_size=BATCH,
    )


def _replace_credits(context: Context, items: list[tuple[Stored, Values, list[str]]]) -> None:
    """Add and drop credits as the file says; those that stay keep their approval and take the session's minutes."""
    added = []
    for stored, values, changed in items:
        if CREDITS in changed:
            before, after = set(stored.values[CREDITS]), set(values[CREDITS])
            stored.obj.credits.filter(scheme__code__in=before - after).delete()
            added.append((stored.obj, values, sorted(after - before)))
        if "ce_minutes" in changed:
            stored.obj.credits.update(minutes=values["ce_minutes"])
    _add_credits(context, added)
