"""Visits as the training office sees and decides them."""

from training.visits.admin.viewset import POLICIES, VIEWSETS

__all__ = ["POLICIES", "VIEWSETS"]
