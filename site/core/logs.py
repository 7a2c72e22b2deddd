"""Log lines with a request id and without personal data."""

import logging
import re
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")

E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Path parts that are keys: order links, verification and reset keys.
KEY_IN_PATH = re.compile(r"(?<=/)[A-Za-z0-9_-]{20,}(?=[/?\s\"']|$)")


class RequestIdFilter(logging.Filter):
    """Adds the current request's id to the record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class QuietFormatter(logging.Formatter):
    """One line a record; e-mail addresses and keys in paths are blotted out, tracebacks included."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(request_id)s] %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        return KEY_IN_PATH.sub("…", E_MAIL.sub("<e-mail>", line))
