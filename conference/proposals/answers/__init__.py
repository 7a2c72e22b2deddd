"""What accepted speakers answer, and what that asks of the organizers."""
