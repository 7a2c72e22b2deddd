"""Cohorts as the training office plans, runs and ends them."""

from training.cohorts.admin.viewset import POLICIES, VIEWSETS

__all__ = ["POLICIES", "VIEWSETS"]
