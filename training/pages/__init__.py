"""The public catalogue and the pages of learners."""
