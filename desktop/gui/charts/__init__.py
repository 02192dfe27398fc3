"""Charts: a plain state made from a frame, and a thin view that draws it."""
