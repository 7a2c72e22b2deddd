"""The addresses of learners; the public catalogue's are pages of the tree."""

from django.urls import path

from training.pages import examining, learning

app_name = "training"
ONE = "my/courses/<str:public_id>/"
urlpatterns = [
    path("training/<slug:slug>/join/", learning.join, name="join"),
    path("my/courses/", learning.courses, name="courses"),
    path("my/courses/attempts/<str:public_id>/", examining.attempt, name="attempt"),
    path(ONE, learning.overview, name="overview"),
    path(f"{ONE}quiz/", examining.quiz, name="quiz"),
    path(f"{ONE}lessons/<str:code>/", learning.lesson, name="lesson"),
]
