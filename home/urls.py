"""Addresses of what is not a page of the tree."""

from django.urls import path

from home.finding import views
from home.styleguide import styleguide

app_name = "home"

urlpatterns = [
    path("search/", views.search, name="search"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("styleguide/", styleguide, name="styleguide"),
]
