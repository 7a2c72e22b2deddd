"""Courses on threat management for visiting agencies."""
