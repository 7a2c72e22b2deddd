"""An edition does not take place: every order is cancelled and paid back, by tasks, whatever happens on the way."""
