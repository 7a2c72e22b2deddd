"""Every address of issuing certificates, and what to ask of it."""

CERTIFICATES = {
    "admin/credits/templates/": ("/admin/credits/templates/",),
    "admin/credits/templates/<int:pk>/": ("/admin/credits/templates/{design}/",),
    "admin/credits/templates/<int:pk>/preview/": ("/admin/credits/templates/{design}/preview/",),
    "admin/credits/templates/<int:pk>/sample/": ("/admin/credits/templates/{design}/sample/",),
    "admin/credits/templates/<int:pk>/use/": ("/admin/credits/templates/{design}/use/",),
    "admin/conference/certificates/": ("/admin/conference/certificates/",),
    "admin/conference/certificates/<int:year>/": (
        "/admin/conference/certificates/{year}/",
        "/admin/conference/certificates/{year}/?try=1&kinds=attendance&kinds=credit&kinds=presentation",
    ),
    "admin/conference/certificates/<int:year>/rules/<slug:kind>/": (
        "/admin/conference/certificates/{year}/rules/attendance/",
    ),
    "admin/conference/certificates/<int:year>/batches/<str:public_id>/": (
        "/admin/conference/certificates/{year}/batches/{batch}/",
    ),
    "admin/conference/certificates/<int:year>/people/": ("/admin/conference/certificates/{year}/people/?q=a",),
    "admin/conference/certificates/<int:year>/people/<str:place>/": (
        "/admin/conference/certificates/{year}/people/{place}/",
    ),
}
