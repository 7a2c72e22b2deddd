"""The addresses of a person's own attendance."""

from django.urls import path

from conference.attendance.own import own_attendance

app_name = "attendance"
urlpatterns = [path("<int:year>/", own_attendance, name="own")]
