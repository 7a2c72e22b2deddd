"""Questions in the files of other systems. Strict: nothing is merged, guessed or dropped without a word."""
