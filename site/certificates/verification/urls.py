"""The addresses that stand on certificates; they hold for ever."""

from django.urls import path

from certificates.verification import views

app_name = "verify"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("<str:serial>.json", views.as_json, name="json"),
    path("<str:serial>/", views.certificate, name="certificate"),
]
