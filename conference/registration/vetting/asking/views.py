"""The page on which an applicant answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from conference.registration.forms.people import store_proof
from conference.registration.steps import buyer_of
from conference.registration.vetting.asking.forms import AnswerForm
from conference.registration.vetting.asking.services import NothingAsked, open_enquiry, take_answer
from conference.registration.views.naming import own_place


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, year: int, public_id: str, secret: str) -> HttpResponse:
    """Show the question and take the answer, from whoever holds the order's link."""
    place = own_place(public_id, secret)
    enquiry = open_enquiry(place)
    if enquiry is None:
        messages.info(request, _("There is no question about this application any more."))
        return redirect(place.order.guest_path)
    posted = request.method == "POST"
    form = AnswerForm(request.POST if posted else None, request.FILES if posted else None, label_suffix="")
    if posted and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            take_answer(
                place=place,
                answer=form.cleaned_data["answer"],
                file=store_proof(upload) if upload else None,
                user=buyer_of(request),
            )
        except NothingAsked:
            messages.info(request, _("There is no question about this application any more."))
        else:
            messages.success(request, _("Thank you. We look at your answer and write to you."))
        return redirect(place.order.guest_path)
    context = {"place": place, "edition": place.edition, "form": form, "enquiry": enquiry}
    return render(request, "conference/registration/answer.html", context, status=422 if form.errors else 200)
