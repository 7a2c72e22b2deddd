"""Every address of the project and what to ask of it.

A row is a route as Django's resolver spells it, and the addresses to request for it, with names from
`withholding.world` in braces. Add yours below; a route without a row fails the test. Addresses of Wagtail and allauth
are covered by the packages' own prefixes.
"""

from withholding.agencies import AGENCIES
from withholding.certificates import CERTIFICATES
from withholding.changes import CHANGES
from withholding.finance import FINANCE
from withholding.orderdesk import ORDER_DESK
from withholding.outreach import OUTREACH
from withholding.registering import REGISTERING
from withholding.speakers import SPEAKERS
from withholding.training import TRAINING
from withholding.vetting import VETTING
from withholding.viewsets import viewset

# May show who a withheld speaker is, to the roles that may read identities, each read recorded.
IDENTITY_ADDRESSES = frozenset(
    {
        "/admin/conference_speakers/edit/{speaker}/",
        "/admin/conference/proposals/{proposal}/people/",
    }
)
# What proposers wrote into their own titles and abstracts the committee reads as it stands; reviewers read it blind.
PROPOSAL_ADDRESSES = frozenset(
    {
        "/admin/conference/proposals/",
        "/admin/conference/proposals/?q=Ridge",
        "/admin/conference/proposals/?q=Canarina",
        "/admin/conference/proposals/results/?q=Canarina",
        "/admin/conference/proposals/grid/",
        "/admin/conference/proposals/{proposal}/",
        "/admin/conference/decisions/",
        "/admin/conference/decisions/{year}/",
        "/admin/conference/decisions/{year}/?decision=none",
    }
)
IDENTITY_READERS = frozenset({"organizer", "programme"})
# May see restricted titles: those cleared and registered, and those who edit the agenda.
TITLE_READERS = frozenset({"sworn", "organizer", "programme"})


ORDER = "/orders/{order}/{secret}/"
EDITION = "/conference/{year}/"
PREVIEW = "admin/conference/preview/<int:year>/<slug:reader>/"
SEEN = "/admin/conference/preview/{year}/"
CALL = "conference/<int:year>/call/"
PROPOSAL = f"{CALL}proposals/<str:public_id>/"
ONE = "/conference/{year}/call/proposals/{proposal_id}/"
REVIEWING = "/admin/conference/proposals/"
DECIDING = "/admin/conference/decisions/{year}/"
LETTERS = "/admin/conference/letters/{year}/"
ANSWERS = "/admin/conference/answers/{year}/"
TASKS = "/admin/conference/speaker-tasks/{year}/"
BADGES, EVALUATIONS = "/admin/conference/badges/{year}/", "/admin/conference/evaluations/{year}/"
GUEST = "orders/<key:public_id>/<key:secret>/"

OWN: dict[str, tuple[str, ...]] = {
    **REGISTERING,
    **VETTING,
    **OUTREACH,
    **SPEAKERS,
    **AGENCIES,
    **CERTIFICATES,
    **TRAINING,
    "health/live": ("/health/live",),
    "health/ready": ("/health/ready",),
    "search/": ("/search/?q=Canarina", "/search/?q=restricted", "/search/?q=Ridge"),
    "sitemap.xml": ("/sitemap.xml",),
    "robots.txt": ("/robots.txt",),
    "styleguide/": ("/styleguide/",),
    "media/images/<path:path>": ("/media/images/none.png",),
    "mailbox/": ("/mailbox/",),
    "mailbox/<int:pk>/": ("/mailbox/{mail}/",),
    "mailbox/<int:pk>/html/": ("/mailbox/{mail}/html/",),
    "mailbox/<int:pk>/files/<str:public_id>/": ("/mailbox/{mail}/files/{document}/",),
    "webhooks/stripe/": ("/webhooks/stripe/",),
    # Orders: the owner's page, the guest's link, and what hangs below them.
    "orders/<key:public_id>/": ("/orders/{order}/", "/orders/{other_order}/"),
    "orders/<key:public_id>/return/": ("/orders/{order}/return/",),
    "orders/<key:public_id>/pay/": ("/orders/{order}/pay/",),
    "orders/<key:public_id>/cancel/": ("/orders/{order}/cancel/",),
    "orders/<key:public_id>/purchase-order/": ("/orders/{order}/purchase-order/",),
    "orders/<key:public_id>/documents/<key:document_id>/": ("/orders/{order}/documents/{document}/",),
    GUEST: (ORDER, "/orders/{other_order}/{other_secret}/"),
    f"{GUEST}pay/": (f"{ORDER}pay/",),
    f"{GUEST}cancel/": (f"{ORDER}cancel/",),
    f"{GUEST}purchase-order/": (f"{ORDER}purchase-order/",),
    f"{GUEST}documents/<key:document_id>/": (f"{ORDER}documents/{{document}}/",),
    "quotes/<key:document_id>/": ("/quotes/{document}/",),
    "quotes/<key:document_id>/pdf/": ("/quotes/{document}/pdf/",),
    # Registering.
    # The edition's pages are in Wagtail's tree; the last test follows their links.
    "conference/<int:year>/programme.pdf": (f"{EDITION}programme.pdf",),
    "conference/<int:year>/handouts/<str:public_id>/": tuple(
        f"{EDITION}handouts/{{{which}}}/" for which in ("slides", "closed_slides", "held_slides")
    ),
    "conference/<int:year>/agenda.ics": ("/conference/{year}/agenda.ics",),
    "conference/<int:year>/schedule.xml": ("/conference/{year}/schedule.xml",),
    "conference/<int:year>/schedule.json": ("/conference/{year}/schedule.json",),
    "conference/<int:year>/agenda/<str:day>.ics": tuple(f"/conference/{{year}}/agenda/{n}.ics" for n in range(1, 6)),
    "conference/<int:year>/tracks/<str:code>.ics": (f"{EDITION}tracks/plen.ics", f"{EDITION}tracks/none.ics"),
    "conference/<int:year>/sessions/<slug:slug>.ics": (f"{EDITION}sessions/w6.ics", f"{EDITION}sessions/b33.ics"),
    "conference/<int:year>/speakers/<slug:slug>.ics": (f"{EDITION}speakers/sp30.ics", f"{EDITION}speakers/sp01.ics"),
    r"^conference/(?P<year>[0-9]{4})/(?P<rest>(?:agenda|sessions)/(?:[^/]+/)?)$": (
        f"{EDITION}agenda/",
        f"{EDITION}agenda/1/?view=grid",
        f"{EDITION}agenda/now/",
        f"{EDITION}agenda/?q=Canarina",
        f"{EDITION}sessions/w6/",
        f"{EDITION}sessions/b33/",
    ),
    "conference/<int:year>/my-agenda/": (f"{EDITION}my-agenda/",),
    "conference/<int:year>/my-agenda/kept/": (f"{EDITION}my-agenda/kept/",),
    "conference/<int:year>/my-agenda/merge/": (f"{EDITION}my-agenda/merge/",),
    "conference/<int:year>/my-agenda/act/": (f"{EDITION}my-agenda/act/",),
    "conference/<int:year>/my-agenda/feed/": (f"{EDITION}my-agenda/feed/",),
    "conference/<int:year>/feeds/<str:token>.ics": (f"{EDITION}feeds/none.ics",),
    # The call and what is proposed.
    CALL: ("/conference/{year}/call/",),
    f"{CALL}link/": ("/conference/{year}/call/link/",),
    f"{CALL}open/<str:token>/": ("/conference/{year}/call/open/none/",),
    f"{CALL}leave/": ("/conference/{year}/call/leave/",),
    f"{CALL}late/": ("/conference/{year}/call/late/",),
    f"{CALL}new/": ("/conference/{year}/call/new/",),
    f"{CALL}invitations/<str:token>/": ("/conference/{year}/call/invitations/none/",),
    f"{CALL}answer/<str:token>/": ("/conference/{year}/call/answer/none/", "/conference/{year}/call/answer/{answer}/"),
    f"{PROPOSAL}answer/": (f"{ONE}answer/", "/conference/{year}/call/proposals/{accepted_id}/answer/"),
    f"{CALL}answers/<str:presenter>/": ("/conference/{year}/call/answers/{presenter}/",),
    PROPOSAL: (ONE,),
    f"{PROPOSAL}edit/": (f"{ONE}edit/",),
    f"{PROPOSAL}edit/save/": (f"{ONE}edit/save/",),
    f"{PROPOSAL}you/": (f"{ONE}you/",),
    f"{PROPOSAL}you/save/": (f"{ONE}you/save/",),
    f"{PROPOSAL}people/": (f"{ONE}people/",),
    f"{PROPOSAL}people/<str:presenter>/correct/": (f"{ONE}people/{{presenter}}/correct/",),
    f"{PROPOSAL}people/<str:presenter>/again/": (f"{ONE}people/{{presenter}}/again/",),
    f"{PROPOSAL}people/<str:presenter>/remove/": (f"{ONE}people/{{presenter}}/remove/",),
    f"{PROPOSAL}withdraw/": (f"{ONE}withdraw/",),
    "my/proposals/": ("/my/proposals/",),
    "my/badge/<str:public_id>/": ("/my/badge/{place}/",),
    "my/evaluations/": ("/my/evaluations/",),
    "my/evaluations/speaking/": ("/my/evaluations/speaking/",),
    "my/evaluations/<int:year>/": ("/my/evaluations/{year}/",),
    "my/evaluations/<int:year>/<str:code>/": ("/my/evaluations/{year}/W6/",),
    "my/": ("/my/",),
    # Courses: a learner's pages, and the public catalogue below Wagtail's tree.
    "training/<slug:slug>/join/": ("/training/tmu-101/join/",),
    "training/<slug:slug>/buy/": ("/training/tmu-102/buy/",),
    "training/seats/<str:token>/": ("/training/seats/{seat_token}/", "/training/seats/unknown/"),
    "agency/": ("/agency/",),
    "verify/": ("/verify/", "/verify/?serial={serial}", "/verify/?serial=XYZ"),
    "verify/<str:serial>.json": ("/verify/{serial}.json",),
    "verify/<str:serial>/": ("/verify/{serial}/", "/verify/0000/"),
    "my/certificates/": ("/my/certificates/",),
    "my/certificates/<str:public_id>/": ("/my/certificates/{certificate_id}/",),
    "my/certificates/name/": ("/my/certificates/name/",),
    "my/certificates/<str:public_id>/name/": ("/my/certificates/{certificate_id}/name/",),
    "my/certificates/<str:public_id>/link/": ("/my/certificates/{certificate_id}/link/",),
    **viewset("certificates", "certificate"),
    **viewset("credits_awarded", "awarded", inspect=True),
    **viewset("credit_schemes", "scheme"),
    "admin/credits/bench/": ("/admin/credits/bench/", "/admin/credits/bench/?creditable=60&present=53&speaking=0"),
    "my/credits/": ("/my/credits/",),
    "my/credits/claims/<str:code>/": ("/my/credits/claims/MCLE/",),
    "my/credits/transcript/": ("/my/credits/transcript/",),
    "my/credits/reported/": ("/my/credits/reported/",),
    "my/credits/reported/<str:public_id>/": ("/my/credits/reported/{own_report}/",),
    "my/credits/reported/<str:public_id>/delete/": ("/my/credits/reported/{own_report}/delete/",),
    "my/credits/<str:public_id>/": ("/my/credits/{own_credit}/",),
    "desk/": ("/desk/", "/desk/?year={year}"),
    "desk/<int:year>/<slug:slug>/": ("/desk/{year}/arrival/", "/desk/{year}/{door}/"),
    "desk/<int:year>/<slug:slug>/list/": ("/desk/{year}/{door}/list/", "/desk/{year}/{door}/list/?q=Canarina"),
    "desk/<int:year>/<slug:slug>/scan/": ("/desk/{year}/{door}/scan/",),
    "desk/<int:year>/<slug:slug>/undo/<int:sequence>/": ("/desk/{year}/{door}/undo/1/",),
    "my/attendance/<int:year>/": ("/my/attendance/{year}/",),
    "admin/conference/attendance/": ("/admin/conference/attendance/",),
    "admin/conference/attendance/file/<int:year>/": ("/admin/conference/attendance/file/{year}/",),
    "admin/conference/attendance/<int:pk>/": (
        "/admin/conference/attendance/{session}/",
        "/admin/conference/attendance/{session}/?q=Canarina",
    ),
    "admin/conference/attendance/<int:pk>/<int:place>/": ("/admin/conference/attendance/{session}/{place_pk}/",),
    "admin/conference/attendance/association/<int:year>/": ("/admin/conference/attendance/association/{year}/",),
    "admin/conference/approvals/": ("/admin/conference/approvals/",),
    "admin/conference/approvals/<int:year>/": ("/admin/conference/approvals/{year}/",),
    "admin/conference/approvals/<int:year>/<int:pk>/": ("/admin/conference/approvals/{year}/{credit}/",),
    "admin/conference/approvals/<int:year>/<int:pk>/roster/": ("/admin/conference/approvals/{year}/{credit}/roster/",),
    "admin/conference/approvals/<int:year>/<int:pk>/roster/file/": (
        "/admin/conference/approvals/{year}/{credit}/roster/file/",
    ),
    "admin/conference/approvals/<int:year>/<int:pk>/handed-in/": (
        "/admin/conference/approvals/{year}/{credit}/handed-in/",
    ),
    "my/courses/": ("/my/courses/",),
    "my/courses/time-zone/": ("/my/courses/time-zone/",),
    "my/courses/attempts/<str:public_id>/": ("/my/courses/attempts/{attempt}/",),
    "my/courses/<str:public_id>/": ("/my/courses/{enrollment}/",),
    "my/courses/<str:public_id>/quiz/": ("/my/courses/{enrollment}/quiz/",),
    "my/courses/<str:public_id>/lessons/<str:code>/": ("/my/courses/{enrollment}/lessons/L1/",),
    "my/courses/<str:public_id>/lessons/<str:code>/files/<int:pk>/": ("/my/courses/{enrollment}/lessons/L1/files/1/",),
    "my/courses/<str:public_id>/lessons/<str:code>/note/": ("/my/courses/{enrollment}/lessons/L1/note/",),
    "my/courses/<str:public_id>/lessons/<str:code>/place/": ("/my/courses/{enrollment}/lessons/L1/place/",),
    "my/courses/<str:public_id>/notes/": ("/my/courses/{enrollment}/notes/",),
    "my/courses/<str:public_id>/notes/download/": ("/my/courses/{enrollment}/notes/download/",),
    "my/agency/": ("/my/agency/",),
    "my/tickets/<str:public_id>/": ("/my/tickets/{place}/",),
    **viewset("conference_tags", "tag"),
    **ORDER_DESK,
    **viewset("conference_sessions", "session"),
    **viewset("conference_appearances", "appearance"),
    **viewset("conference_room_closures", "closure"),
    **viewset("conference_speaker_absences", "absence"),
    "admin/conference/versions/<int:year>/<int:number>/mails/": ("/admin/conference/versions/{year}/2/mails/",),
    "admin/conference/versions/<int:year>/<int:number>/mails/<int:pk>/": (
        "/admin/conference/versions/{year}/2/mails/{digest}/",
    ),
    "admin/conference/withdrawals/": ("/admin/conference/withdrawals/", "/admin/conference/withdrawals/?q=Canarina"),
    "admin/conference/withdrawals/<int:pk>/": ("/admin/conference/withdrawals/{speaker}/",),
    **viewset("conference_session_credits", "credit"),
    **viewset("conference_speakers", "speaker"),
    **viewset("conference_editions", "edition"),
    **viewset("conference_rooms", "room"),
    **viewset("conference_tracks", "track"),
    **viewset("conference_access_levels", "level"),
    **viewset("conference_terms", "term"),
    **viewset("conference_ticket_types", "ticket"),
    **viewset("conference_add_ons", "add_on"),
    **viewset("conference_questions", "question"),
    "admin/conference/registrations/<int:pk>/answers/<int:answer>/": (
        "/admin/conference/registrations/{place_pk}/answers/{answer_pk}/",
    ),
    **viewset("conference_vetting_rules", "vetting_rules"),
    **viewset("conference_waitlist", "wish"),
    **viewset("conference_waitlist_rules", "wait_rules"),
    **viewset("conference_waitlist_classes", "wait_class"),
    **CHANGES,
    **viewset("conference_discount_rules", "discount_rule"),
    **viewset("conference_discount_codes", "discount_code"),
    **viewset("conference_discount_uses", "discount_use"),
    "admin/conference/discount-codes/new/": ("/admin/conference/discount-codes/new/",),
    **viewset("messages", "page", copy=True, inspect=True),
    **viewset("people_agencies", "agency"),
    **viewset("people_domains", "domain"),
    **viewset("people_memberships", "membership"),
    **viewset("people_clearances", "clearance"),
    "admin/mails/": ("/admin/mails/", "/admin/mails/?q=Canarina"),
    "admin/mails/results/": ("/admin/mails/results/",),
    "admin/mails/tasks/": ("/admin/mails/tasks/",),
    "admin/mails/<int:pk>/": ("/admin/mails/{mail}/",),
    # Finance and registrations.
    **FINANCE,
    "admin/conference/versions/": ("/admin/conference/versions/",),
    "admin/conference/versions/<int:year>/": ("/admin/conference/versions/{year}/",),
    "admin/conference/versions/<int:year>/publish/": ("/admin/conference/versions/{year}/publish/",),
    "admin/conference/versions/<int:year>/<int:number>/": ("/admin/conference/versions/{year}/1/",),
    "admin/conference/preview/": ("/admin/conference/preview/",),
    f"{PREVIEW}agenda/": tuple(f"{SEEN}{reader}/agenda/" for reader in ("public", "registered", "staff", "none")),
    f"{PREVIEW}agenda/<str:day>/": (f"{SEEN}staff/agenda/1/?view=grid", f"{SEEN}staff/agenda/now/"),
    f"{PREVIEW}sessions/<slug:slug>/": (f"{SEEN}public/sessions/w6/", f"{SEEN}staff/sessions/w6/"),
    f"{PREVIEW}<path:rest>": (f"{SEEN}public/speakers/sp30/",),
    "admin/conference/door-signs/": ("/admin/conference/door-signs/",),
    "admin/conference/door-signs/<int:year>/": ("/admin/conference/door-signs/{year}/",),
    "admin/conference/door-signs/<int:year>/<str:day>/": ("/admin/conference/door-signs/{year}/{first_day}/",),
    "admin/conference/next-year/": (
        "/admin/conference/next-year/",
        "/admin/conference/next-year/?source={edition}&start=2040-08-13&parts=rooms&parts=texts",
    ),
    "admin/conference/exchange/": ("/admin/conference/exchange/",),
    "admin/conference/exchange/<int:year>/": ("/admin/conference/exchange/{year}/",),
    "admin/conference/exchange/<int:year>/export/": ("/admin/conference/exchange/{year}/export/",),
    "admin/conference/exchange/<int:year>/import/": ("/admin/conference/exchange/{year}/import/",),
    "admin/conference/exchange/<int:year>/check/": ("/admin/conference/exchange/{year}/check/",),
    "admin/conference/board/": ("/admin/conference/board/",),
    "admin/conference/board/<int:year>/": ("/admin/conference/board/{year}/",),
    "admin/conference/board/<int:year>/changes/": ("/admin/conference/board/{year}/changes/?since=0",),
    "admin/conference/board/<int:year>/moves/": ("/admin/conference/board/{year}/moves/",),
    "admin/conference/board/<int:year>/questions/": ("/admin/conference/board/{year}/questions/",),
    "admin/conference/board/<int:year>/sessions/new/": ("/admin/conference/board/{year}/sessions/new/",),
    "admin/conference/board/<int:year>/sessions/<str:code>/": ("/admin/conference/board/{year}/sessions/W6/",),
    "admin/conference/proposals/": (REVIEWING, f"{REVIEWING}?q=Ridge", f"{REVIEWING}?q=Canarina"),
    "admin/conference/proposals/results/": (f"{REVIEWING}results/?q=Canarina",),
    "admin/conference/proposals/grid/": (f"{REVIEWING}grid/",),
    "admin/conference/proposals/enter/": (f"{REVIEWING}enter/",),
    "admin/conference/proposals/import/": (f"{REVIEWING}import/",),
    "admin/conference/proposals/export/": (f"{REVIEWING}export/",),
    "admin/conference/proposals/reviews/export/": (f"{REVIEWING}reviews/export/",),
    "admin/conference/proposals/<int:pk>/": (f"{REVIEWING}{{proposal}}/",),
    "admin/conference/proposals/<int:pk>/conflict/": (f"{REVIEWING}{{proposal}}/conflict/",),
    "admin/conference/proposals/<int:pk>/restricted/": (f"{REVIEWING}{{proposal}}/restricted/",),
    "admin/conference/proposals/<int:pk>/people/": (f"{REVIEWING}{{proposal}}/people/",),
    "admin/conference/proposals/<int:pk>/reopen/": (f"{REVIEWING}{{proposal}}/reopen/",),
    "admin/conference/decisions/": ("/admin/conference/decisions/",),
    "admin/conference/decisions/<int:year>/": (DECIDING, f"{DECIDING}?decision=none"),
    "admin/conference/decisions/<int:year>/send/": (f"{DECIDING}send/",),
    "admin/conference/letters/": ("/admin/conference/letters/",),
    "admin/conference/letters/<int:year>/": (LETTERS,),
    "admin/conference/letters/<int:year>/<slug:kind>/": (f"{LETTERS}accepted/", f"{LETTERS}none/"),
    "admin/conference/letters/<int:year>/<slug:kind>/send/": (f"{LETTERS}tasks/send/", f"{LETTERS}accepted/send/"),
    "admin/conference/letters/<int:year>/<slug:kind>/<int:presenter>/": (f"{LETTERS}accepted/{{accepted_person}}/",),
    "admin/conference/badges/": ("/admin/conference/badges/",),
    "admin/conference/badges/<int:year>/": (BADGES, f"{BADGES}?q=Canarina"),
    "admin/conference/badges/<int:year>/preview/<slug:sheet>/": (f"{BADGES}preview/letter-6/",),
    "admin/conference/badges/<int:year>/again/<str:place>/": (f"{BADGES}again/{{place}}/",),
    "admin/conference/badges/<int:year>/files/<str:public_id>/": (f"{BADGES}files/{{document}}/",),
    "admin/conference/evaluations/": ("/admin/conference/evaluations/",),
    "admin/conference/evaluations/<int:year>/": (EVALUATIONS,),
    "admin/conference/evaluations/<int:year>/export/": (f"{EVALUATIONS}export/",),
    "admin/conference/evaluations/<int:year>/<slug:about>/": (f"{EVALUATIONS}session/", f"{EVALUATIONS}edition/"),
    "admin/conference/answers/": ("/admin/conference/answers/",),
    "admin/conference/answers/<int:year>/": (ANSWERS, f"{ANSWERS}?state=confirmed"),
    "admin/conference/answers/<int:year>/notices/<int:notice>/place/": (f"{ANSWERS}notices/{{notice}}/place/",),
    "admin/conference/speaker-tasks/": ("/admin/conference/speaker-tasks/",),
    "admin/conference/speaker-tasks/<int:year>/": (TASKS, f"{TASKS}?q=Canarina", f"{TASKS}?state=undone"),
    "admin/conference/speaker-tasks/<int:year>/export/": (f"{TASKS}export/",),
    "admin/conference/speaker-tasks/<int:year>/days/": (f"{TASKS}days/",),
    "admin/conference/speaker-tasks/<int:year>/remind/": (f"{TASKS}remind/", f"{TASKS}remind/?q=Ridge"),
    "admin/conference/speaker-tasks/<int:year>/remind/<int:speaker>/": (f"{TASKS}remind/{{speaker}}/",),
    "admin/conference/speaker-tasks/<int:year>/speakers/<int:speaker>/account/": (
        f"{TASKS}speakers/{{speaker}}/account/",
        f"{TASKS}speakers/{{own_speaker}}/account/",
    ),
    "admin/conference/speaker-tasks/<int:year>/speakers/<int:speaker>/<slug:task>/": (
        f"{TASKS}speakers/{{speaker}}/biography/",
    ),
    "admin/conference/answers/<int:year>/people/<int:presenter>/": (f"{ANSWERS}people/{{accepted_person}}/",),
    "admin/conference/calls/": ("/admin/conference/calls/",),
    "admin/conference/calls/results/": ("/admin/conference/calls/results/",),
    "admin/conference/calls/new/": ("/admin/conference/calls/new/",),
    "admin/conference/calls/<int:pk>/": ("/admin/conference/calls/{call}/",),
    "admin/conference/calls/<int:pk>/reviewers/": ("/admin/conference/calls/{call}/reviewers/",),
    "admin/conference/calls/<int:pk>/late-code/": ("/admin/conference/calls/{call}/late-code/",),
    **viewset("training_courses", "courses"),
    **viewset("training_questions", "questions", inspect=True),
    **viewset("training_quizzes", "quizzes"),
    **viewset("training_enrollments", "enrollments"),
    **viewset("training_accommodations", "accommodation"),
    **viewset("training_extra_attempts", "extra_attempt"),
    **viewset("training_seats", "lot"),
    **viewset("training_cohorts", "cohort_pk"),
    **viewset("training_itineraries", "visit_pk"),
    **viewset("training_visit_programmes", "visit_programme"),
    "admin/conference/sign-ups/": ("/admin/conference/sign-ups/", "/admin/conference/sign-ups/?year={year}"),
    "admin/conference/sign-ups/<int:pk>/": ("/admin/conference/sign-ups/{session}/",),
    "admin/conference/sign-ups/<int:pk>/export/": ("/admin/conference/sign-ups/{session}/export/",),
    "admin/conference/registrations/": ("/admin/conference/registrations/",),
    "admin/conference/registrations/results/": ("/admin/conference/registrations/results/?q=Canarina",),
    "admin/conference/registrations/export/": ("/admin/conference/registrations/export/?format=csv&reason=checking",),
    "admin/conference/registrations/<int:pk>/": ("/admin/conference/registrations/{place_pk}/",),
    "admin/conference/registrations/<int:pk>/proof/": ("/admin/conference/registrations/{place_pk}/proof/",),
    "admin/conference/registrations/<int:pk>/<slug:action>/": ("/admin/conference/registrations/{place_pk}/cancel/",),
}

# Prefixes of Wagtail's and allauth's own addresses, and a few of them to ask.
PACKAGES: dict[str, tuple[str, ...]] = {
    "account/": ("/account/login/", "/account/signup/", "/account/email/", "/account/2fa/"),
    "documents/": (),
    "_util/": (),
    "^((?:[\\w\\-]+/)*)$": ("/", "/conference/", "/conference/{year}/", "/conference/{year}/speakers/sp30/"),
    "admin/pages/": ("/admin/pages/", "/admin/pages/{page}/edit/", "/admin/pages/search/?q=Canarina"),
    "admin/choose-": ("/admin/choose-page/search/?q=Canarina",),
    "admin/reports/": ("/admin/reports/site-history/", "/admin/reports/aging-pages/"),
    "admin/api/": ("/admin/api/main/pages/?search=Canarina",),
    "admin/users/": ("/admin/users/?q=Canarina",),
    "admin/": ("/admin/",),
}
# Below admin/, these are Wagtail's own; whatever else begins there is ours and needs rows.
WAGTAIL_ADMIN = (
    "account", "api", "block-preview", "bulk", "choose-", "collections", "dismissibles", "documents", "embeds",
    "editing-sessions", "failwhale", "groups", "images", "jsi18n", "login", "logo", "pages", "password_reset",
    "redirects", "reports", "settings", "sites", "snippets", "sprite", "tag-autocomplete", "test404", "users",
    "workflows", "^",
)  # fmt: skip


def is_package_route(route: str) -> bool:
    """Return whether an address belongs to Wagtail or allauth."""
    if route.startswith("admin/"):
        return route == "admin/" or route.removeprefix("admin/").startswith(WAGTAIL_ADMIN)
    return any(route.startswith(prefix) for prefix in PACKAGES if prefix != "admin/")
