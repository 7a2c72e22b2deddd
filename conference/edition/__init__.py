"""One year's conference: dates, prices' phases, terms, rooms and tracks."""
