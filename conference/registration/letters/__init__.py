"""Letters for registered people as PDFs: to an agency that has to approve, to a consulate that has to let in."""
