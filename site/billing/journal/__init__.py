"""The accounting journal: double entry, posted from the books, never changed."""
