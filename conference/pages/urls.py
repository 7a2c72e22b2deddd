"""Addresses below `/conference/<year>/` that Wagtail's tree cannot have: it knows no dot."""

from django.urls import path, re_path

from conference.pages import views
from conference.pages.handouts import handout
from conference.pages.mine import keeping
from conference.pages.mine import views as mine
from conference.pages.programme import programme
from conference.pages.serving import below_edition

app_name = "conference_pages"
EDITION = "conference/<int:year>/"
urlpatterns = [
    path(f"{EDITION}programme.pdf", programme, name="programme"),
    path(f"{EDITION}handouts/<str:public_id>/", handout, name="handout"),
    path(f"{EDITION}agenda.ics", views.calendar, name="calendar"),
    path(f"{EDITION}schedule.xml", views.schedule_as_xml, name="schedule_xml"),
    path(f"{EDITION}schedule.json", views.schedule_as_json, name="schedule_json"),
    path(f"{EDITION}agenda/<str:day>.ics", views.day_calendar, name="day_calendar"),
    path(f"{EDITION}tracks/<str:code>.ics", views.track_calendar, name="track_calendar"),
    path(f"{EDITION}sessions/<slug:slug>.ics", views.session_calendar, name="session_calendar"),
    path(f"{EDITION}speakers/<slug:slug>.ics", views.speaker_calendar, name="speaker_calendar"),
    path(f"{EDITION}my-agenda/", mine.mine, name="mine"),
    path(f"{EDITION}my-agenda/act/", mine.act, name="act"),
    path(f"{EDITION}my-agenda/kept/", keeping.kept, name="kept"),
    path(f"{EDITION}my-agenda/merge/", keeping.merge, name="merge"),
    path(f"{EDITION}my-agenda/feed/", mine.feed, name="feed"),
    path(f"{EDITION}feeds/<str:token>.ics", mine.calendar, name="own_calendar"),
    re_path(r"^conference/(?P<year>[0-9]{4})/(?P<rest>(?:agenda|sessions)/(?:[^/]+/)?)$", below_edition),
]
