"""Addresses of what is not a page of the tree."""

from django.urls import path

from home.styleguide import styleguide

app_name = "home"

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
]
