"""People, their agencies, what is verified about them, and the roles of staff."""
