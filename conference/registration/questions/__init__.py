"""Questions that organizers ask of whoever registers: data, in versions."""
