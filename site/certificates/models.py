"""Gathers the models of certificates for Django; import them from their own modules."""

from certificates.credits.models import Claim, Credit
from certificates.issuing.models import Certificate
from certificates.reported.models import Report, ReportedHours
from certificates.schemes.models import CreditScheme
from certificates.transcripts.models import Transcript

__all__ = ["Certificate", "Claim", "Credit", "CreditScheme", "Report", "ReportedHours", "Transcript"]
