"""Changes that speakers ask for once something is published: looked at before anybody else reads them."""
