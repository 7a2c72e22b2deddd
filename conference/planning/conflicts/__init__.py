"""An edition's conflicts: read from the database, and put into words."""
