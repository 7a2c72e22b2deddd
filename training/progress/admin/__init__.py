"""What the training office sees of learners' work, and does about it."""

from training.progress.admin.attesting import ProgressViewSet
from training.progress.admin.moving import MovingViewSet

__all__ = ["MovingViewSet", "ProgressViewSet"]
