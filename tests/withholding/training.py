"""Every address of the training office of its own, and what to ask of it."""

TRAINING = {
    "admin/training/regrading/": ("/admin/training/regrading/",),
    "admin/training/regrading/<int:version>/<str:code>/": ("/admin/training/regrading/{version}/Q1/",),
    "admin/training/questions/": ("/admin/training/questions/",),
    "admin/training/questions/<int:pk>/gift/": ("/admin/training/questions/{courses}/gift/",),
    "admin/training/questions/<int:pk>/aiken/": ("/admin/training/questions/{courses}/aiken/",),
    "admin/training/moving/<int:pk>/": ("/admin/training/moving/{courses}/",),
    "admin/training/progress/<int:pk>/": ("/admin/training/progress/{enrollments}/",),
    "admin/training/questions/<int:pk>/csv/": ("/admin/training/questions/{courses}/csv/",),
    "admin/training/publishing/": ("/admin/training/publishing/",),
    "admin/training/publishing/<int:pk>/duplicate/": ("/admin/training/publishing/{courses}/duplicate/",),
    "admin/training/publishing/<int:pk>/preview/": (
        "/admin/training/publishing/{courses}/preview/",
        "/admin/training/publishing/{courses}/preview/?lesson=L1",
    ),
    "admin/training/publishing/releases/<int:pk>/": ("/admin/training/publishing/releases/{release}/",),
    "admin/training/publishing/<int:pk>/": ("/admin/training/publishing/{courses}/",),
}
