"""The steps of the work down the side of the window; pages do not know one another."""
