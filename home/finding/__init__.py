"""Search, sitemap, robots."""
