"""Pictures and films inside other documents: freed of place, camera and author without touching what one sees."""

PNG = b"\x89PNG\r\n\x1a\n"
# Texts, time and camera (PNG, 11.3).
PNG_TELLING = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
START_OF_SCAN, END_OF_IMAGE, COMMENT, FIRST_APP, LAST_APP = 0xDA, 0xD9, 0xFE, 0xE1, 0xEF
# Boxes with others in them, and those with titles, makers and places (ISO/IEC 14496-12, 8.10 and 8.11).
BOXES_OF_BOXES = {b"moov", b"trak", b"mdia", b"minf"}
BOXES_TELLING = {b"udta", b"meta", b"uuid"}


def strip_media(content: bytes) -> bytes:
    """Return a JPEG, PNG or MP4 without what tells of its maker; what is none of these comes back as it is."""
    if content.startswith(b"\xff\xd8"):
        return strip_jpeg(content)
    if content.startswith(PNG):
        return strip_png(content)
    return strip_film(content) if content[4:8] == b"ftyp" else content


def strip_jpeg(content: bytes) -> bytes:
    """Return a JPEG without its APP1-APP15 and comment segments but for colour (ICC, Adobe); lossless.

    Segments: ITU T.81, B.1.1. ICC in APP2 and Adobe's transform in APP14 are needed to show the colours.
    """
    out, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in (START_OF_SCAN, END_OF_IMAGE):
            break
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at : at + 2 + size]
        is_colour = segment[4:].startswith((b"ICC_PROFILE\0", b"Adobe"))
        if is_colour or not (FIRST_APP <= marker <= LAST_APP or marker == COMMENT):
            out += segment
        at += 2 + size
    return bytes(out + content[at:])


def strip_png(content: bytes) -> bytes:
    """Return a PNG without its chunks of text, time and camera; lossless. What follows its end is dropped."""
    out, at = bytearray(PNG), len(PNG)
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big") + 12
        name = content[at + 4 : at + 8]
        if name not in PNG_TELLING:
            out += content[at : at + size]
        at += size
        if name == b"IEND":
            break
    return bytes(out)


def strip_film(content: bytes) -> bytes:
    """Return an MP4 in which the boxes of titles, makers and places are emptied; nothing moves, so it still plays."""
    out = bytearray(content)
    _empty_boxes(out, 0, len(out))
    return bytes(out)


def _empty_boxes(out: bytearray, at: int, end: int) -> None:
    while at + 8 <= end:
        size, name = int.from_bytes(out[at : at + 4], "big"), bytes(out[at + 4 : at + 8])
        head = 8
        if size == 1:
            size, head = int.from_bytes(out[at + 8 : at + 16], "big"), 16
        size = size or end - at
        if size < head or at + size > end:
            return
        if name in BOXES_TELLING:
            out[at + 4 : at + 8] = b"free"
            out[at + head : at + size] = bytes(size - head)
        elif name in BOXES_OF_BOXES:
            _empty_boxes(out, at + head, at + size)
        at += size
