"""Sending, outside every transaction."""

from datetime import timedelta

from django_tasks import task

from core.clock.schedule import periodic


@task()
def send_mail(mail_id: int) -> bool:
    """Send one mail of the outbox."""
    # The services enqueue this task, so importing them above would be a circle.
    from core.mail.services import deliver

    return deliver(mail_id)


@periodic(every=timedelta(minutes=1))
def send_due_mails() -> None:
    """Send what a lost task left behind."""
    from core.mail.services import sweep

    sweep()
