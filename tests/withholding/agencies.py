"""The rows of agencies' pages, of visits and of cohorts."""

AGENCY = "agency/<str:public_id>/"
OWN_AGENCY = "/agency/{own_agency}/"
AGENCIES: dict[str, tuple[str, ...]] = {
    AGENCY: (OWN_AGENCY, f"{OWN_AGENCY}?q=Canarina", f"{OWN_AGENCY}?overdue=1"),
    f"{AGENCY}buy/": (f"{OWN_AGENCY}buy/",),
    f"{AGENCY}assign/": (f"{OWN_AGENCY}assign/",),
    f"{AGENCY}roster/": (f"{OWN_AGENCY}roster/",),
    f"{AGENCY}roster/check/": (f"{OWN_AGENCY}roster/check/",),
    f"{AGENCY}ledger/": (f"{OWN_AGENCY}ledger/", f"{OWN_AGENCY}ledger/?export=csv"),
    f"{AGENCY}hours/": (f"{OWN_AGENCY}hours/", f"{OWN_AGENCY}hours/?export=xlsx"),
    f"{AGENCY}leave/": (f"{OWN_AGENCY}leave/",),
    f"{AGENCY}overdue/": (f"{OWN_AGENCY}overdue/", f"{OWN_AGENCY}overdue/?export=csv"),
    f"{AGENCY}files/<str:file_id>/": (f"{OWN_AGENCY}files/{{report_file}}/",),
    f"{AGENCY}visits/": (f"{OWN_AGENCY}visits/",),
    f"{AGENCY}visits/new/": (f"{OWN_AGENCY}visits/new/",),
    f"{AGENCY}visits/<str:visit_id>/": (f"{OWN_AGENCY}visits/{{visit}}/",),
    f"{AGENCY}visits/<str:visit_id>/calendar.ics": (f"{OWN_AGENCY}visits/{{visit}}/calendar.ics",),
    f"{AGENCY}seats/<str:seat_id>/": (f"{OWN_AGENCY}seats/{{seat}}/",),
    "training/cohorts/": ("/training/cohorts/",),
    "training/cohorts/<str:public_id>/": ("/training/cohorts/{cohort}/",),
    "training/cohorts/<str:public_id>/calendar.ics": ("/training/cohorts/{cohort}/calendar.ics",),
    "admin/training_cohorts/<int:pk>/": ("/admin/training_cohorts/{cohort_pk}/",),
    "admin/training_cohorts/<int:pk>/sign-in/": ("/admin/training_cohorts/{cohort_pk}/sign-in/",),
    "admin/training_cohorts/<int:pk>/<slug:action>/": tuple(
        f"/admin/training_cohorts/{{cohort_pk}}/{act}/" for act in ("open", "presence", "strike", "held", "cancel")
    ),
    "admin/training/visits/": ("/admin/training/visits/",),
    "admin/training/visits/results/": ("/admin/training/visits/results/?q=Canarina",),
    "admin/training/visits/<int:pk>/": ("/admin/training/visits/{visit_pk}/",),
    "admin/training/visits/<int:pk>/<slug:action>/": tuple(
        f"/admin/training/visits/{{visit_pk}}/{act}/" for act in ("approve", "refuse", "vet", "held", "cancel")
    ),
}
