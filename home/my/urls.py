"""The personal pages' addresses."""

from django.urls import path

from home.my import certificates, reported, views
from home.my import credits as own

app_name = "my"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("agency/", views.claim, name="claim"),
    path("credits/", own.own_credits, name="credits"),
    path("credits/claims/<str:code>/", own.own_claim, name="claim_credit"),
    path("credits/transcript/", reported.own_transcript, name="transcript"),
    path("credits/reported/", reported.own_report, name="report_credit"),
    path("credits/reported/<str:public_id>/", reported.own_reported_file, name="reported_file"),
    path("credits/reported/<str:public_id>/delete/", reported.delete_own_report, name="delete_report"),
    path("credits/<str:public_id>/", own.own_credit, name="credit"),
    path("certificates/", certificates.own_certificates, name="certificates"),
    path("certificates/name/", certificates.own_name, name="certificate_name"),
    path("certificates/<str:public_id>/", certificates.own_certificate, name="certificate"),
    path("certificates/<str:public_id>/link/", certificates.renew_own_link, name="certificate_link"),
    path("certificates/<str:public_id>/name/", certificates.rename_own, name="rename_certificate"),
    path("tickets/<str:public_id>/", views.ticket, name="ticket"),
]
