"""From an application to a decision: automatic checks, the reviewers' queue, questions back, four eyes for safety."""
