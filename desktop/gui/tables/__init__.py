"""Grids: every table of the project from its declaration, edited like a spreadsheet."""
