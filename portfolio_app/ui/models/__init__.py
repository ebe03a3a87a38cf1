"""Models behind lists and trees."""
