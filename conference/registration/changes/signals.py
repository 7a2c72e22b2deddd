"""What changed about a place, for subjects that registration does not know; sent inside the transaction."""

from django.dispatch import Signal

# Arguments: `place`, and `what`, a word that staff read: "name", "ticket".
shown_data_changed = Signal()
