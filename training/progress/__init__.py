"""How far a learner has come, and when a course is done."""
