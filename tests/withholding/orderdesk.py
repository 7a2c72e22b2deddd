"""The addresses of the order desk."""

DESK = "admin/conference/order-desk/"

ORDER_DESK: dict[str, tuple[str, ...]] = {
    DESK: (f"/{DESK}", f"/{DESK}?q=Canarina", f"/{DESK}?q=Ridge", f"/{DESK}?q=testwell", f"/{DESK}?q=re"),
    f"{DESK}found/": (f"/{DESK}found/?q=Canarina", f"/{DESK}found/?q=canary-ridge", f"/{DESK}found/?q=example"),
    f"{DESK}phone/<int:year>/": (f"/{DESK}phone/{{year}}/",),
    f"{DESK}phone/<int:year>/<str:draft_id>/": (f"/{DESK}phone/{{year}}/none/",),
    f"{DESK}phone/<int:year>/<str:draft_id>/people/": (f"/{DESK}phone/{{year}}/none/people/",),
    f"{DESK}phone/<int:year>/<str:draft_id>/review/": (f"/{DESK}phone/{{year}}/none/review/",),
    f"{DESK}orders/<int:pk>/": (f"/{DESK}orders/{{order_pk}}/",),
    f"{DESK}orders/<int:pk>/note/": (f"/{DESK}orders/{{order_pk}}/note/",),
    f"{DESK}orders/<int:pk>/tags/": (f"/{DESK}orders/{{order_pk}}/tags/",),
    f"{DESK}places/<int:pk>/note/": (f"/{DESK}places/{{place_pk}}/note/",),
    f"{DESK}places/<int:pk>/tags/": (f"/{DESK}places/{{place_pk}}/tags/",),
    f"{DESK}many/tag/": (f"/{DESK}many/tag/?place={{place_pk}}",),
    f"{DESK}many/move/": (f"/{DESK}many/move/?place={{place_pk}}",),
    "admin/conference/look-ups/": ("/admin/conference/look-ups/",),
    "admin/conference/look-ups/results/": ("/admin/conference/look-ups/results/",),
    "admin/conference/look-ups/<int:pk>/": ("/admin/conference/look-ups/{look_up}/",),
}
