"""The reviewers' screens: the queue, one application with its checks, decisions over many."""
