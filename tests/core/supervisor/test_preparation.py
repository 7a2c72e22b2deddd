"""What is done before the site answers."""

from pathlib import Path

import pytest

from core.supervisor.preparation import migrate, static_fingerprint


def test_fingerprint_follows_the_static_files(tmp_path: Path, settings) -> None:
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "a.css").write_text("a")

    first = static_fingerprint()
    (tmp_path / "a.css").write_text("ab")

    assert static_fingerprint() != first
    assert static_fingerprint() == static_fingerprint()


@pytest.mark.django_db
def test_current_schema_is_left_alone() -> None:
    said: list[str] = []

    migrate(said.append)

    assert said == []
