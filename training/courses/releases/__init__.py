"""Review before publishing: a release holds what is reviewed, and is published exactly so."""
