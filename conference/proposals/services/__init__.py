"""What can be done with the call, proposals, invitations and reviews."""
