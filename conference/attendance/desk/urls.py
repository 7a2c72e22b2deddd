"""The desk's addresses; not below a language, so that the second factor guards every one of them."""

from django.urls import path

from conference.attendance.desk import ticking, views

app_name = "desk"
DOOR = "<int:year>/<slug:slug>/"
urlpatterns = [
    path("", views.desk, name="desk"),
    path(DOOR, views.door, name="door"),
    path(f"{DOOR}list/", ticking.people, name="list"),
    path(f"{DOOR}scan/", views.scan, name="scan"),
    path(f"{DOOR}undo/<int:sequence>/", views.undo, name="undo"),
]
