"""Uploaded proofs are for deciding: once an application is decided, or ended otherwise, their bytes go."""

from django.db import transaction
from django_tasks import task

from conference.registration.places import Registration
from conference.registration.states import State
from conference.registration.vetting.asking.models import Enquiry
from core.files.models import PrivateFile
from core.files.services import erase_private

AT_ONCE = 200


@task()
def erase_proofs() -> int:
    """Erase the proofs of what is decided, and files sent as answers; return how many. Harmless when it runs twice.

    Never inside the transaction that decides: if that failed, the bytes would be gone.
    """
    return sum(_erase(file) for file in _done_with()[:AT_ONCE])


def _done_with() -> list[int]:
    decided = Registration.objects.exclude(state=State.APPLIED).filter(proof_file__erased_at=None)
    answered = Enquiry.objects.exclude(registration__state=State.APPLIED).filter(answer_file__erased_at=None)
    files = [*decided.values_list("proof_file", flat=True), *answered.values_list("answer_file", flat=True)]
    return [key for key in files if key is not None]


@transaction.atomic
def _erase(key: int) -> int:
    file = PrivateFile.objects.select_for_update().filter(pk=key, erased_at=None).first()
    if file is None:
        return 0
    erase_private(file)
    return 1
