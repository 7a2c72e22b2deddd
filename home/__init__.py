"""Where everything meets: the general pages, search, the personal pages, the demo."""
