"""Who wants no messages but those about what is theirs: a link in the mail says so, and takes it back."""

from collections.abc import Iterable

from core.mail.models import MailRefusal


def refuse(email: str) -> None:
    """Note that an address wants no such messages; again is harmless."""
    MailRefusal.objects.get_or_create(email=email.strip().lower())


def accept_again(email: str) -> None:
    """Forget an address's refusal."""
    MailRefusal.objects.filter(email=email.strip().lower()).delete()


def refusing(emails: Iterable[str]) -> set[str]:
    """Return which of these addresses, in lower case, want no such messages."""
    return set(MailRefusal.objects.filter(email__in=list(emails)).values_list("email", flat=True))
