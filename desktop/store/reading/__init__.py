"""Reading the files that planners have, whatever program made them, without trusting any of them.

cells        a cell with its place, value and fault
book         what a file holds: heads of its sheets, all rows packed, and what was noticed
files        the one door: a path to its sheets, by what the file is and not by its name
"""
