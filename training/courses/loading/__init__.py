"""Loading a catalogue of courses from a file."""
