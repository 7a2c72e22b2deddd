"""What a person decides about their own badge."""

from django.urls import path

from conference.attendance.views import agency

app_name = "my_badge"
urlpatterns = [path("<str:public_id>/", agency, name="agency")]
