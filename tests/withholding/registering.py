"""The addresses of registering: alone, as a group, from the waitlist."""

PLACE = "/conference/{year}/register/place/{place}/{secret}/"
PLACE_ROUTE = "conference/<int:year>/register/place/<str:public_id>/<str:secret>/"
ORDER_ROUTE = "conference/<int:year>/register/order/<str:public_id>/<str:secret>/"
WAITLIST = "/conference/{year}/register/waitlist/"

REGISTERING: dict[str, tuple[str, ...]] = {
    "conference/<int:year>/register/": ("/conference/{year}/register/",),
    "conference/<int:year>/register/waitlist/": (WAITLIST,),
    "conference/<int:year>/register/waitlist/sent/": (f"{WAITLIST}sent/",),
    "conference/<int:year>/register/waitlist/<str:public_id>/<str:secret>/": (f"{WAITLIST}{{wish_id}}/{{wish_key}}/",),
    "conference/<int:year>/register/place/<str:public_id>/<str:secret>/wait/": (f"{PLACE}wait/",),
    f"{PLACE_ROUTE}wait/<int:add_on>/": (f"{PLACE}wait/{{add_on}}/",),
    "conference/<int:year>/register/group/": ("/conference/{year}/register/group/",),
    "conference/<int:year>/register/invitation/<str:token>/": ("/conference/{year}/register/invitation/none/",),
    f"{ORDER_ROUTE}people/": ("/conference/{year}/register/order/{order}/{secret}/people/",),
    f"{ORDER_ROUTE}invite/": ("/conference/{year}/register/order/{order}/{secret}/invite/",),
    "conference/<int:year>/register/<str:draft_id>/columns/": ("/conference/{year}/register/none/columns/",),
    "conference/<int:year>/register/<str:draft_id>/list/": ("/conference/{year}/register/none/list/",),
    "conference/<int:year>/register/<str:draft_id>/": ("/conference/{year}/register/none/",),
    "conference/<int:year>/register/<str:draft_id>/people/": ("/conference/{year}/register/none/people/",),
    "conference/<int:year>/register/<str:draft_id>/review/": ("/conference/{year}/register/none/review/",),
    "conference/<int:year>/register/<str:draft_id>/discount/": ("/conference/{year}/register/none/discount/",),
    "conference/<int:year>/register/<str:draft_id>/quote/": ("/conference/{year}/register/none/quote/",),
    "conference/<int:year>/register/place/<str:public_id>/<str:secret>/name/": (f"{PLACE}name/",),
    "conference/<int:year>/register/place/<str:public_id>/<str:secret>/ticket/": (f"{PLACE}ticket/",),
    "conference/<int:year>/register/substitution/<str:token>/": (
        "/conference/{year}/register/substitution/{joiner_link}/",
        "/conference/{year}/register/substitution/none/",
    ),
    f"{ORDER_ROUTE}credit/": ("/conference/{year}/register/order/{order}/{secret}/credit/",),
    f"{PLACE_ROUTE}changes/": (f"{PLACE}changes/", "/conference/{year}/register/place/{place}/own/changes/"),
    f"{PLACE_ROUTE}changes/data/": (
        f"{PLACE}changes/data/",
        "/conference/{year}/register/place/{place}/own/changes/data/",
    ),
    f"{PLACE_ROUTE}changes/ticket/": (f"{PLACE}changes/ticket/",),
    f"{PLACE_ROUTE}changes/add-on/<int:add_on>/": (f"{PLACE}changes/add-on/{{add_on}}/",),
    f"{PLACE_ROUTE}changes/give-up/": (f"{PLACE}changes/give-up/",),
    f"{PLACE_ROUTE}changes/give-up/<int:item>/": (f"{PLACE}changes/give-up/{{bought_item}}/",),
    f"{PLACE_ROUTE}changes/given-up/": (f"{PLACE}changes/given-up/",),
    f"{PLACE_ROUTE}changes/colleague/": (f"{PLACE}changes/colleague/",),
    f"{PLACE_ROUTE}changes/colleague/withdraw/": (f"{PLACE}changes/colleague/withdraw/",),
}
