"""The addresses of registering, below `/conference/<year>/register/`."""

from django.urls import path

from conference.registration.changes.views import answering, giving_up, hub, ordering, own_data, proposing
from conference.registration.discounts import views as discounts
from conference.registration.groups.views import group, manage
from conference.registration.vetting.asking import views as asking
from conference.registration.views import choose, naming, people, review
from conference.registration.waitlist import views as waitlist

app_name = "registration"
# The key is the order's secret, or the word `own` for whoever is signed in as the person.
CHANGES = "place/<str:public_id>/<str:secret>/changes/"
urlpatterns = [
    path("", choose.choose, name="choose"),
    path("waitlist/", waitlist.join, name="wait"),
    path("waitlist/sent/", waitlist.sent, name="wish_sent"),
    path("waitlist/<str:public_id>/<str:secret>/", waitlist.wish, name="wish"),
    path("group/", group.start, name="group"),
    path("invitation/<str:token>/", manage.invitation, name="invitation"),
    path("order/<str:public_id>/<str:secret>/people/", manage.people, name="order_people"),
    path("order/<str:public_id>/<str:secret>/invite/", manage.send_invitations, name="order_invite"),
    path("order/<str:public_id>/<str:secret>/credit/", ordering.credit, name="order_credit"),
    path("substitution/<str:token>/", answering.substitution, name="substitution"),
    path(CHANGES, hub.hub, name="changes"),
    path(f"{CHANGES}data/", own_data.data, name="own_data"),
    path(f"{CHANGES}ticket/", ordering.ticket, name="change_ticket"),
    path(f"{CHANGES}add-on/<int:add_on>/", ordering.add_on, name="add_add_on"),
    path(f"{CHANGES}give-up/", giving_up.place, name="give_up"),
    path(f"{CHANGES}give-up/<int:item>/", giving_up.item, name="give_up_item"),
    path(f"{CHANGES}given-up/", giving_up.done, name="given_up"),
    path(f"{CHANGES}colleague/", proposing.colleague, name="colleague"),
    path(f"{CHANGES}colleague/withdraw/", proposing.take_back, name="withdraw_colleague"),
    path("<str:draft_id>/", choose.choose, name="change"),
    path("<str:draft_id>/people/", people.people, name="people"),
    path("<str:draft_id>/columns/", group.columns, name="group_columns"),
    path("<str:draft_id>/list/", group.check, name="group_list"),
    path("<str:draft_id>/review/", review.review, name="review"),
    path("<str:draft_id>/discount/", discounts.discount, name="discount"),
    path("<str:draft_id>/quote/", review.quote, name="quote"),
    path("place/<str:public_id>/<str:secret>/name/", naming.name, name="name"),
    path("place/<str:public_id>/<str:secret>/ticket/", naming.ticket, name="ticket"),
    path("place/<str:public_id>/<str:secret>/answer/", asking.answer, name="answer"),
    path("place/<str:public_id>/<str:secret>/wait/", waitlist.place_waits, name="place_waits"),
    path("place/<str:public_id>/<str:secret>/wait/<int:add_on>/", waitlist.place_wait, name="place_wait"),
]
