"""The addresses of speakers' own pages, of their slides and of the changes they ask for."""

SPEAKING = "/my/speaking/{year}/{own_code}/"
# The same of the withheld speaker, which is nobody's here.
SPEAKING_OTHER = "/my/speaking/{year}/sp30/"
SLIDES = "my/speaking/<int:year>/<slug:speaker>/slides/<slug:session>/"
HANDOUTS = "/admin/conference/handouts/{year}/"

SPEAKERS: dict[str, tuple[str, ...]] = {
    "my/speaking/": ("/my/speaking/",),
    "my/speaking/claim/": ("/my/speaking/claim/",),
    **{
        f"my/speaking/<int:year>/<slug:speaker>/{rest}": (f"{SPEAKING}{rest}", f"{SPEAKING_OTHER}{rest}")
        for rest in (
            "biography/",
            "disclosure/",
            "av/",
            "headshot/",
            "headshot/cut/",
            "headshot/remove/",
            "headshot/take-over/",
            "headshot/whole.jpg",
            "headshot/cut.jpg",
            "name/",
            "publication/",
        )
    },
    "my/speaking/<int:year>/<slug:speaker>/objectives/<slug:session>/": (
        f"{SPEAKING}objectives/{{own_session}}/",
        f"{SPEAKING}objectives/w6/",
        f"{SPEAKING_OTHER}objectives/w6/",
    ),
    "my/speaking/<int:year>/<slug:speaker>/texts/<slug:session>/": (
        f"{SPEAKING}texts/{{own_session}}/",
        f"{SPEAKING}texts/w6/",
        f"{SPEAKING_OTHER}texts/w6/",
    ),
    "my/speaking/<int:year>/<slug:speaker>/changes/<str:change>/": (f"{SPEAKING}changes/{{change}}/",),
    SLIDES: (f"{SPEAKING}slides/{{own_session}}/", f"{SPEAKING}slides/w6/", f"{SPEAKING_OTHER}slides/w6/"),
    f"{SLIDES}<str:handout>/": (f"{SPEAKING}slides/{{own_session}}/{{slides}}/",),
    f"{SLIDES}<str:handout>/remove/": (f"{SPEAKING}slides/{{own_session}}/{{slides}}/remove/",),
    f"{SLIDES}<str:handout>/<int:number>/": (
        f"{SPEAKING}slides/{{own_session}}/{{slides}}/1/",
        f"{SPEAKING}slides/w6/{{closed_slides}}/1/",
    ),
    "admin/conference/changes/": ("/admin/conference/changes/",),
    "admin/conference/changes/<int:year>/": ("/admin/conference/changes/{year}/",),
    "admin/conference/changes/<int:year>/<str:change>/": ("/admin/conference/changes/{year}/{change}/",),
    "admin/conference/handouts/": ("/admin/conference/handouts/",),
    "admin/conference/handouts/<int:year>/": (HANDOUTS, f"{HANDOUTS}?q=Canarina", f"{HANDOUTS}?state=held"),
    "admin/conference/handouts/<int:year>/export/": (f"{HANDOUTS}export/",),
    "admin/conference/handouts/<int:year>/<str:handout>/": (f"{HANDOUTS}{{held_slides}}/",),
    "admin/conference/handouts/<int:year>/<str:handout>/remove/": (f"{HANDOUTS}{{slides}}/remove/",),
    "admin/conference/handouts/<int:year>/<str:handout>/<int:number>/": (f"{HANDOUTS}{{slides}}/1/",),
    "admin/conference/handouts/<int:year>/<str:handout>/<int:number>/decide/": (f"{HANDOUTS}{{slides}}/1/decide/",),
}
