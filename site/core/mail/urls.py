"""The mailbox's addresses."""

from django.urls import path

from core.mail import views

app_name = "mailbox"
urlpatterns = [
    path("", views.mailbox, name="list"),
    path("<int:pk>/", views.mailbox_mail, name="mail"),
    path("<int:pk>/html/", views.mailbox_html, name="html"),
    path("<int:pk>/files/<str:public_id>/", views.mailbox_attachment, name="attachment"),
]
