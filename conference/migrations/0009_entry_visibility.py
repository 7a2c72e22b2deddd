"""Published entries keep who could know of them, so that calendars can say what was withdrawn."""

from django.db import migrations, models


def fill(apps, schema_editor):
    VersionEntry = apps.get_model("conference", "VersionEntry")
    entries = VersionEntry.objects.filter(session__isnull=False).select_related("session")
    batch = []
    for entry in entries.iterator(chunk_size=500):
        entry.visibility = entry.session.visibility
        batch.append(entry)
        if len(batch) == 500:
            VersionEntry.objects.bulk_update(batch, ["visibility"])
            batch = []
    VersionEntry.objects.bulk_update(batch, ["visibility"])


class Migration(migrations.Migration):
    dependencies = [("conference", "0008_agenda_documents")]

    operations = [
        migrations.AddField(
            model_name="versionentry",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("public", "public"),
                    ("registered", "registered attendees"),
                    ("cleared", "cleared for the audience"),
                    ("private", "organizers only"),
                ],
                default="registered",
                max_length=12,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
