"""Menus, breadcrumbs, footer."""
