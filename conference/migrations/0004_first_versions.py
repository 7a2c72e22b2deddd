"""What visitors saw so far becomes version 1 of each edition's agenda; exhibit halls allow several sessions at once."""

from django.db import migrations
from django.utils.crypto import salted_hmac


def publish_first_versions(apps, schema_editor):
    Edition = apps.get_model("conference", "Edition")
    Room = apps.get_model("conference", "Room")
    Room.objects.filter(kind="exhibit").update(allows_overlap=True)
    for edition in Edition.objects.all():
        _publish(apps, edition)


def _publish(apps, edition):
    Agenda = apps.get_model("conference", "Agenda")
    AgendaVersion = apps.get_model("conference", "AgendaVersion")
    VersionEntry = apps.get_model("conference", "VersionEntry")
    VersionSpeaker = apps.get_model("conference", "VersionSpeaker")
    sessions = list(edition.sessions.exclude(status="draft").prefetch_related("appearances"))
    version = AgendaVersion.objects.create(edition=edition, number=1) if sessions else None
    Agenda.objects.create(edition=edition, revision=1, published=version)
    entries = [
        VersionEntry(
            version=version,
            session=session,
            code=session.code,
            room_id=session.room_id,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            status=session.status,
            # As conference.agenda.difference.title_digest has it.
            title_digest=salted_hmac(
                "agenda.title", f"{session.title}\n{session.public_title}", algorithm="sha256"
            ).hexdigest(),
        )
        for session in sessions
    ]
    stored = VersionEntry.objects.bulk_create(entries, batch_size=500)
    VersionSpeaker.objects.bulk_create(
        [
            VersionSpeaker(entry=entry, speaker_id=item.speaker_id, role=item.role, position=item.position)
            for entry, session in zip(stored, sessions, strict=True)
            for item in session.appearances.all()
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("conference", "0003_agenda_versions")]

    operations = [migrations.RunPython(publish_first_versions, migrations.RunPython.noop)]
