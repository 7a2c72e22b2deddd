"""Characters that files for other programs cannot hold."""

import re

# What XML 1.0 forbids (§2.2); calendar files forbid the same control characters (RFC 5545 §3.1).
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Return text without characters that XML and calendar files cannot hold, its lines ended in one way."""
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
