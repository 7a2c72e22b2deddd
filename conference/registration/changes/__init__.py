"""What changes about a place once it is sold: its data, its person, what was bought for it, its end."""
