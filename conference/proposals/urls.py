"""The call's addresses, below `/conference/<year>/call/`."""

from django.urls import path

from conference.proposals.views import answering, call, invitation, people, sending, writing

app_name = "proposals"
urlpatterns = [
    path("", call.call, name="call"),
    path("link/", call.ask_link, name="ask_link"),
    path("open/<str:token>/", call.open_link, name="open"),
    path("leave/", call.leave, name="leave"),
    path("late/", call.late, name="late"),
    path("new/", call.begin, name="begin"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("answers/<str:presenter>/", invitation.answer, name="answer"),
    path("answer/<str:token>/", answering.answer_link, name="answer_link"),
    path("proposals/<str:public_id>/answer/", answering.answer_acceptance, name="answer_acceptance"),
    path("proposals/<str:public_id>/", sending.check, name="check"),
    path("proposals/<str:public_id>/edit/", writing.edit, name="edit"),
    path("proposals/<str:public_id>/edit/save/", writing.autosave, {"name": "proposal"}, name="save_proposal"),
    path("proposals/<str:public_id>/you/", writing.you, name="you"),
    path("proposals/<str:public_id>/you/save/", writing.autosave, {"name": "you"}, name="save_you"),
    path("proposals/<str:public_id>/people/", people.people, name="people"),
    path("proposals/<str:public_id>/people/<str:presenter>/correct/", people.correct, name="correct"),
    path("proposals/<str:public_id>/people/<str:presenter>/again/", people.again, name="again"),
    path("proposals/<str:public_id>/people/<str:presenter>/remove/", people.remove, name="remove"),
    path("proposals/<str:public_id>/withdraw/", sending.withdraw, name="withdraw"),
]
