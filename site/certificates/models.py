"""Gathers the models of certificates for Django; import them from their own modules."""

from certificates.credits.models import Claim, Credit
from certificates.designs.models import Design
from certificates.issuing.batches.models import Batch, BatchRow
from certificates.issuing.models import Certificate
from certificates.issuing.naming import NameChoice
from certificates.reported.models import Report, ReportedHours
from certificates.schemes.models import CreditScheme
from certificates.transcripts.models import Transcript

__all__ = [
    "Batch",
    "BatchRow",
    "Certificate",
    "Claim",
    "Credit",
    "CreditScheme",
    "Design",
    "NameChoice",
    "Report",
    "ReportedHours",
    "Transcript",
]
