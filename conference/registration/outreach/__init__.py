"""Messages to registered people, chosen by filter: previewed for each, sent in tasks, never twice, truly reported."""
