"""Stripe's way in; outside the language prefixes."""

from django.urls import path

from billing.payments.views import stripe_webhook

urlpatterns = [path("webhooks/stripe/", stripe_webhook, name="stripe_webhook")]
