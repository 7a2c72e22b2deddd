"""What the last import of a programme said, so that a later one does not overwrite the organizers' edits."""

from django.db import models

from conference.edition.models.editions import Edition


class ImportRecord(models.Model):
    """One imported record: a keyed digest of each field as it stood in the file.

    Digests, not values: withheld names must not be stored a second time.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="import_records")
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    digests = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "code"], name="conference_import_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}[{self.code}]"
