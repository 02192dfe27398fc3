"""Lists of any make brought into the tables of a project, each guess shown before it counts.

columns     a sheet's header and what its columns hold
slots       what a row of a list can be, and the fields that its columns can fill
units       units and currencies as people write them, and how one becomes another
periods     months and fiscal years in headers
words       what people call fields, countries, elements
likeness    how alike two names are
guessing    which field a column fills, which kind of list it is
layout      what the user decided: columns, constants, names, how to bring in
reading     a cell as the value of its field
draft       all rows read: what each adds, changes, leaves, and why it cannot be taken
outcome     the draft as one edit, its counts, and the problems it brings
memory      what was decided for lists of the same headers before
rejected    the rows that were not taken, as a file
"""
