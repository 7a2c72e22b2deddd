"""The buyer's pages; with a secret for whoever holds the order's link."""

from django.urls import path, register_converter

from billing.orders import views


class Key:
    """An id or secret of random characters; too long to be a word of ours."""

    regex = "[A-Za-z0-9_-]{20,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Key, "key")

app_name = "billing"
ORDER, LINK = "orders/<key:public_id>/", "orders/<key:public_id>/<key:secret>/"

urlpatterns = [
    path(ORDER, views.order_page, name="order"),
    path(ORDER + "return/", views.came_back, name="return"),
    path(LINK, views.order_page, name="guest_order"),
    path("quotes/<key:document_id>/", views.quote_page, name="quote"),
    path("quotes/<key:document_id>/pdf/", views.quote_pdf, name="quote_pdf"),
]
for prefix, name in ((ORDER, ""), (LINK, "guest_")):
    urlpatterns += [
        path(prefix + "pay/", views.pay, name=f"{name}pay"),
        path(prefix + "cancel/", views.cancel, name=f"{name}cancel"),
        path(prefix + "purchase-order/", views.send_purchase_order, name=f"{name}purchase_order"),
        path(prefix + "documents/<key:document_id>/", views.document, name=f"{name}document"),
    ]
