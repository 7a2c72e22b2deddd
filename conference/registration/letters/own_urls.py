"""A person's own letters, below `/my/letters/`."""

from django.urls import path

from conference.registration.letters import own

app_name = "my_letters"
urlpatterns = [
    path("", own.own_letters, name="own"),
    path("file/<str:letter>/", own.own_file, name="file"),
    path("<str:place>/agency/", own.ask_approval, name="ask_approval"),
    path("<str:place>/visa/", own.ask_visa, name="ask_visa"),
]
