"""Whether all of a picture arrived.

Pillow only says so while its global LOAD_TRUNCATED_IMAGES is off, and WeasyPrint turns that on for its whole process.
"""

from collections.abc import Callable

# Markers of JPEG: where the picture's data begin, and where they end. Neither occurs within the data (ITU T.81, B.1.1).
SCAN, END = b"\xff\xda", b"\xff\xd9"
LONG_BOX, TO_THE_END = 1, 0


def is_whole(content: bytes, kind: str) -> bool:
    """Return whether a file is complete; `kind` is Pillow's. Of others than JPEG, PNG and HEIF nothing is known."""
    known: dict[str, Callable[[bytes], bool]] = {"JPEG": _jpeg, "MPO": _jpeg, "PNG": _png, "HEIF": _heif}
    return known[kind](content) if kind in known else True


def _jpeg(content: bytes) -> bool:
    return content.rfind(END) > content.rfind(SCAN)


def _png(content: bytes) -> bool:
    # The last chunk: no length, its name, its checksum (PNG, 11.2.5).
    return b"\0\0\0\0IEND\xaeB`\x82" in content


def _heif(content: bytes) -> bool:
    """Return whether all boxes end within the file (ISO/IEC 14496-12, 4.2)."""
    offset = 0
    while offset + 8 <= len(content):
        size = int.from_bytes(content[offset : offset + 4], "big")
        if size == LONG_BOX:
            size = int.from_bytes(content[offset + 8 : offset + 16], "big")
        if size == TO_THE_END:
            return True
        if size < 8:
            return False
        offset += size
    return offset == len(content)
