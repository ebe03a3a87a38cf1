"""Charts in the window: painted from the same pure geometry as those in the documents."""
