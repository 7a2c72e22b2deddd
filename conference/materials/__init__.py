"""Slides and handouts of sessions: versions, checking, who may have them, marked copies."""
