"""What was loaded from a catalogue file, to tell an editor's change from the file's."""

from django.db import models


class ImportRecord(models.Model):
    """One imported record: a keyed digest of each field as it stood in the file."""

    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=81)
    digests = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="training_import_record_once")]

    def __str__(self) -> str:
        return f"{self.kind}[{self.code}]"
