"""When rooms and speakers are not to be had, and speakers who cannot come after all."""
