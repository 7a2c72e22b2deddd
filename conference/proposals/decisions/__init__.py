"""What the committee decides, what that does to the programme, and telling the speakers."""
