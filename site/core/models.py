"""Gathers core's models for Django; import them from their own modules."""

from core.audit.models import AuditEntry, ChainHead
from core.clock.models import PeriodicRun
from core.files.models import PrivateFile
from core.mail.models import BouncingAddress, MailRefusal, OutboxMail
from core.media.models import Document, Image, Rendition
from core.ratelimit.models import RateCount

__all__ = [
    "AuditEntry",
    "BouncingAddress",
    "ChainHead",
    "Document",
    "Image",
    "MailRefusal",
    "OutboxMail",
    "PeriodicRun",
    "PrivateFile",
    "RateCount",
    "Rendition",
]
