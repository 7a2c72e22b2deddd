"""An attendee's own agenda: what they saved, what they signed up for, the feed for their calendar."""
