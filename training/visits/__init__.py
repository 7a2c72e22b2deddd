"""Visits of an agency's people to the unit: asked for, checked, approved, held, certified."""
