"""Noticing changed code."""

import os
from pathlib import Path

import pytest

from core.supervisor import reload


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> reload.Sources:
    monkeypatch.setattr(reload, "LOOK_EVERY", 0.0)
    (tmp_path / "a.py").write_text("one = 1")
    (tmp_path / "var").mkdir()
    return reload.Sources(tmp_path)


def test_change_is_noticed_once(sources: reload.Sources, tmp_path: Path) -> None:
    os.utime(tmp_path / "a.py", (1, 1))

    assert (sources.changed(), sources.changed()) == (True, False)


@pytest.mark.parametrize("name", ["notes.txt", "var/data.py"])
def test_other_files_do_not_matter(sources: reload.Sources, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")

    assert sources.changed() is False
