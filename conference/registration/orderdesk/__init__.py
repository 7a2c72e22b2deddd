"""The order desk: find a person, order by phone, move between tickets, notes and tags."""
