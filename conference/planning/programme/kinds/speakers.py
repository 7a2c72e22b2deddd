"""Speakers: true values from the file, each stored where its flags say it belongs."""

from collections.abc import Iterable, Mapping

from conference.planning.programme.kinds.base import BATCH, Context, Kind, Stored
from conference.speakers.models import Headshot, Speaker, SpeakerIdentity
from conference.speakers.profile import FIELDS, MOVED, Profile, arrange, true_profile
from conference.speakers.services import picture_to_show
from core.imports.merge import Values

PUBLIC_COLUMNS = [*(name for name in FIELDS if name != "email"), "photo"]
PRIVATE_COLUMNS = [*MOVED.values(), "email"]


class SpeakerKind(Kind):
    """Speakers with their identities."""

    name = "speakers"
    parts = (SpeakerIdentity,)

    def wanted(self, context: Context) -> dict[str, Values]:
        return {record.code: {name: getattr(record, name) for name in FIELDS} for record in context.document.speakers}

    def stored(self, context: Context) -> dict[str, Stored]:
        rows = Speaker.objects.filter(edition=context.edition).select_related("identity")
        return {row.code: Stored(row, dict(vars(true_profile(row)))) for row in rows}

    def link(self, context: Context) -> None:
        pairs = Speaker.objects.filter(edition=context.edition).values_list("code", "pk")
        context.keys[self.name] = dict(pairs)

    def create(self, context: Context, items: Mapping[str, Values]) -> None:
        speakers, identities = [], []
        for code, values in items.items():
            speaker, identity = Speaker(edition=context.edition, code=code, slug=code.lower()), SpeakerIdentity()
            arrange(Profile(**values), speaker, identity)
            speakers.append(speaker)
            identities.append(identity)
        Speaker.objects.bulk_create(speakers, batch_size=BATCH)
        for speaker, identity in zip(speakers, identities, strict=True):
            identity.speaker = speaker
        SpeakerIdentity.objects.bulk_create(identities, batch_size=BATCH)

    def update(self, context: Context, items: Iterable[tuple[Stored, Values, list[str]]]) -> None:
        speakers, identities = [], []
        changed = list(items)
        pictured = set(Headshot.objects.filter(speaker__edition=context.edition).values_list("speaker_id", flat=True))
        for stored, values, _names in changed:
            profile = Profile(**values)
            picture = picture_to_show(stored.obj, profile) if stored.obj.pk in pictured else None
            arrange(profile, stored.obj, stored.obj.identity, picture)
            speakers.append(stored.obj)
            identities.append(stored.obj.identity)
        Speaker.objects.bulk_update(speakers, PUBLIC_COLUMNS, batch_size=BATCH)
        SpeakerIdentity.objects.bulk_update(identities, PRIVATE_COLUMNS, batch_size=BATCH)
