"""What every import of a file needs: reading, the kinds of value, faults as sentences, merging with edits made here."""
