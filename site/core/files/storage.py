"""Where private files lie: a folder that no address leads to."""

from typing import NoReturn

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Has no addresses: whoever asks for one has forgotten the permission check."""

    def url(self, name: str | None) -> NoReturn:
        """Refuse, in the way Django's storages say that they have no addresses and Wagtail understands."""
        raise NotImplementedError("A private file has no address; serve it after a permission check.")
