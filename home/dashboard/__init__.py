"""The organizers' first page: what needs a person, in figures and a chart."""
