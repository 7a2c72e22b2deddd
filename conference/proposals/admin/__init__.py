"""The committee's and the reviewers' screens."""
