"""One process that prepares the site, starts what it consists of, keeps it running and ends it as a whole."""
