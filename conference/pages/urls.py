"""Addresses below `/conference/<year>/` that Wagtail's tree cannot have: it knows no dot."""

from django.urls import path

from conference.pages.views import calendar

app_name = "conference_pages"
urlpatterns = [path("conference/<int:year>/agenda.ics", calendar, name="calendar")]
