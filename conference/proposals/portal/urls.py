"""The speakers' own addresses, below `/my/speaking/`; a task's screen is called like the task."""

from django.urls import path

from conference.proposals.checklist import Task
from conference.proposals.portal.views import changes, details, own, picture, slides

app_name = "my_speaking"
SPEAKER = "<int:year>/<slug:speaker>/"
urlpatterns = [
    path("", own.own, name="own"),
    path("claim/", own.claim, name="claim"),
    *(path(f"{SPEAKER}{task}/", details.detail, {"task": task}, name=task) for task in details.DETAILS),
    path(f"{SPEAKER}objectives/<slug:session>/", details.objectives, name=Task.OBJECTIVES),
    path(f"{SPEAKER}slides/<slug:session>/", slides.slides, name=Task.SLIDES),
    path(f"{SPEAKER}slides/<slug:session>/<str:handout>/", slides.newer, name="newer_slides"),
    path(f"{SPEAKER}slides/<slug:session>/<str:handout>/remove/", slides.remove, name="remove_slides"),
    path(f"{SPEAKER}slides/<slug:session>/<str:handout>/<int:number>/", slides.file, name="slides_file"),
    path(f"{SPEAKER}name/", changes.name, name="name"),
    path(f"{SPEAKER}publication/", changes.publication, name="publication"),
    path(f"{SPEAKER}texts/<slug:session>/", changes.texts, name="texts"),
    path(f"{SPEAKER}changes/<str:change>/", changes.withdraw, name="withdraw_change"),
    path(f"{SPEAKER}headshot/", picture.picture, name=Task.HEADSHOT),
    path(f"{SPEAKER}headshot/cut/", picture.cut, name="cut"),
    path(f"{SPEAKER}headshot/remove/", picture.remove, name="remove"),
    path(f"{SPEAKER}headshot/take-over/", picture.take_over, name="take_over"),
    path(f"{SPEAKER}headshot/whole.jpg", picture.file, {"which": "whole"}, name="whole"),
    path(f"{SPEAKER}headshot/cut.jpg", picture.file, {"which": "cut"}, name="cut_file"),
]
