"""A file outside every public path."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.codes import public_id

if TYPE_CHECKING:
    from django.core.files.storage import Storage


def private_storage() -> "Storage":
    """Return the storage that no URL maps to."""
    return storages["private"]


def private_path(instance: "PrivateFile", filename: str) -> str:
    """Return a path that says nothing: purpose, two random characters, random id. The given name is not used."""
    return str(PurePosixPath(instance.purpose or "file") / instance.public_id[:2] / instance.public_id)


class PrivateFile(models.Model):
    """Bytes with their type and digest; `content` is emptied when retention says so, the row stays."""

    public_id = models.CharField(max_length=32, unique=True, default=public_id, editable=False)
    purpose = models.SlugField(max_length=40)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(storage=private_storage, upload_to=private_path, max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("private file")
        verbose_name_plural = _("private files")

    def __str__(self) -> str:
        return self.name
