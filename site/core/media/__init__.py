"""Pictures and documents of the content management system."""
