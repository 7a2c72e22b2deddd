"""What certificates look like: templates that organizers write, in versions, made into PDFs in a sandbox."""
