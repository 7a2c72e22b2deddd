"""The pages of registering."""
