"""PDFs of the published agenda: the programme for everybody, signs for the doors."""
