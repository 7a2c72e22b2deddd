"""The published agenda for other programs: iCalendar, and the schedule exchange formats in XML and JSON."""
