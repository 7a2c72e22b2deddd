"""The root of all URLs; each app names its own below."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from core import health
from core.mail.outside import bounced, stop
from core.media.views import rendition

handler400 = "home.errors.bad_request"
handler403 = "home.errors.permission_denied"
handler404 = "home.errors.not_found"
handler500 = "home.errors.server_error"

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("admin/", include(admin_urls)),
    path("documents/", include(document_urls)),
    path("media/images/<path:path>", rendition, name="rendition"),
    path("mailbox/", include("core.mail.urls")),
    path("webhooks/mail/", bounced, name="mail_bounced"),
    path("desk/", include("conference.attendance.desk.urls")),
    path("", include("billing.payments.urls")),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("billing.urls")),
        path("mails/stop/<str:token>/", stop, name="mail_stop"),
        path("verify/", include("certificates.verification.urls")),
        path("conference/<int:year>/register/", include("conference.registration.urls")),
        path("conference/<int:year>/call/", include("conference.proposals.urls")),
        path("", include("conference.pages.urls")),
        path("", include("training.urls")),
        path("my/proposals/", include("conference.proposals.own_urls")),
        path("my/attendance/", include("conference.attendance.urls")),
        path("my/speaking/", include("conference.proposals.portal.urls")),
        path("my/badge/", include("conference.attendance.own_urls")),
        path("my/letters/", include("conference.registration.letters.own_urls")),
        path("my/evaluations/", include("conference.evaluation.own_urls")),
        path("my/", include("home.my.urls")),
        path("", include("home.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
