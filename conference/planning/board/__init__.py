"""The organizers' board: the working agenda as rooms and days, moved by hand."""
