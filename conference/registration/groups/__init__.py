"""Many people of one agency in one order: a list, a dry run, names to come, people added later."""
