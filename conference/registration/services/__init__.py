"""What can be done with places: the verbs."""
