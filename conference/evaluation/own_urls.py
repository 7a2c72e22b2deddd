"""The addresses of one's own evaluations, of every year."""

from django.urls import path

from conference.evaluation import views

app_name = "my_evaluations"
urlpatterns = [
    path("", views.own, name="own"),
    path("speaking/", views.speaking, name="speaking"),
    path("<int:year>/", views.evaluate, name="edition"),
    path("<int:year>/<str:code>/", views.evaluate, name="session"),
]
