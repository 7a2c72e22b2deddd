"""Credit from elsewhere, as people report it themselves: kept for them, proved by nobody, never counted as ours."""
