"""A published lesson as HTML."""

from typing import Any

from training.courses.blocks import LessonBlock

BLOCK = LessonBlock()


def body_of(raw: list[dict[str, Any]]) -> Any:
    """Return the stream of blocks that a version holds, ready for `{% include_block %}`."""
    return BLOCK.to_python(raw)
