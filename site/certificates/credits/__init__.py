"""From evidence to credit: what somebody earned, under which rules, and why."""
