"""One mail for each person whom a new version of the agenda affects: drafted, read, edited, sent, or not."""
