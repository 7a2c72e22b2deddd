"""The personal pages' addresses."""

from django.urls import path

from home.my import views

app_name = "my"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("agency/", views.claim, name="claim"),
    path("tickets/<str:public_id>/", views.ticket, name="ticket"),
]
