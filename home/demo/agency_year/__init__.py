"""A year of one agency: 400 officers, 30 courses, seats in every state; the same at every run. All invented."""
