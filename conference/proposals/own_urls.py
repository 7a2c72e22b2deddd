"""The address of one's own proposals, of every year."""

from django.urls import path

from conference.proposals.views import mine

app_name = "my_proposals"
urlpatterns = [path("", mine.own, name="own")]
