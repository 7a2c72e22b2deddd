"""Questions, and how answers are graded."""
