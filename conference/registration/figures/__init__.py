"""What was sold, taken in and is owed, as charts with their tables; sums only, nobody is in them."""
