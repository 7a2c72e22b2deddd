"""Published entries keep what everybody could read of them, so that calendars can say what was withdrawn."""

from django.db import migrations, models


def fill(apps, schema_editor):
    VersionEntry = apps.get_model("conference", "VersionEntry")
    entries = VersionEntry.objects.filter(session__isnull=False).select_related("session")
    batch = []
    for entry in entries.iterator(chunk_size=500):
        entry.public_title, entry.visibility = entry.session.public_title, entry.session.visibility
        batch.append(entry)
        if len(batch) == 500:
            VersionEntry.objects.bulk_update(batch, ["public_title", "visibility"])
            batch = []
    VersionEntry.objects.bulk_update(batch, ["public_title", "visibility"])


class Migration(migrations.Migration):
    dependencies = [("conference", "0006_entry_sequence")]

    operations = [
        migrations.AddField(
            model_name="versionentry",
            name="public_title",
            field=models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
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
