"""The addresses of learners; the public catalogue's are pages of the tree."""

from django.urls import path

from training.pages import cohorts, examining, learning, media, seat, studying, zones
from training.pages.agency import buying, giving, roster, seats, views, visits

app_name = "training"
ONE = "my/courses/<str:public_id>/"
AGENCY = "agency/<str:public_id>/"
urlpatterns = [
    path("training/<slug:slug>/join/", learning.join, name="join"),
    path("training/<slug:slug>/buy/", buying.buy_place, name="buy_place"),
    path("training/cohorts/", cohorts.cohorts, name="cohorts"),
    path("training/cohorts/<str:public_id>/", cohorts.cohort, name="cohort"),
    path("training/cohorts/<str:public_id>/calendar.ics", cohorts.calendar, name="cohort_calendar"),
    path("training/seats/<str:token>/", seat.seat, name="seat"),
    path("agency/", views.agencies, name="agencies"),
    path(AGENCY, views.overview, name="agency"),
    path(f"{AGENCY}buy/", buying.buy, name="agency_buy"),
    path(f"{AGENCY}assign/", seats.assign, name="agency_assign"),
    path(f"{AGENCY}roster/", roster.roster, name="agency_roster"),
    path(f"{AGENCY}roster/check/", roster.check, name="agency_roster_check"),
    path(f"{AGENCY}ledger/", views.ledger, name="agency_ledger"),
    path(f"{AGENCY}hours/", views.hours, name="agency_hours"),
    path(f"{AGENCY}overdue/", views.overdue, name="agency_overdue"),
    path(f"{AGENCY}files/<str:file_id>/", giving.report_file, name="agency_file"),
    path(f"{AGENCY}leave/", views.leave, name="agency_leave"),
    path(f"{AGENCY}seats/<str:seat_id>/", seats.seat, name="agency_seat"),
    path(f"{AGENCY}visits/", visits.visits, name="agency_visits"),
    path(f"{AGENCY}visits/new/", visits.ask, name="agency_visit_ask"),
    path(f"{AGENCY}visits/<str:visit_id>/", visits.visit, name="agency_visit"),
    path(f"{AGENCY}visits/<str:visit_id>/calendar.ics", visits.calendar, name="agency_visit_calendar"),
    path("my/courses/", learning.courses, name="courses"),
    path("my/courses/time-zone/", zones.time_zone, name="time_zone"),
    path("my/courses/attempts/<str:public_id>/", examining.attempt, name="attempt"),
    path(ONE, learning.overview, name="overview"),
    path(f"{ONE}quiz/", examining.quiz, name="quiz"),
    path(f"{ONE}notes/", studying.notes, name="notes"),
    path(f"{ONE}notes/download/", studying.notes_file, name="notes_file"),
    path(f"{ONE}lessons/<str:code>/", learning.lesson, name="lesson"),
    path(f"{ONE}lessons/<str:code>/files/<int:pk>/", media.lesson_file, name="lesson_file"),
    path(f"{ONE}lessons/<str:code>/note/", studying.note, name="note"),
    path(f"{ONE}lessons/<str:code>/place/", studying.place, name="place"),
]
