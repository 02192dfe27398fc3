"""Lists of any make brought into the tables of a project, each guess shown before it counts.

columns     a sheet's header and what its columns hold
slots       what a row of a list can be, and the fields that its columns can fill
headings    what headers say: names, units, and what looks like a unit and is none
periods     months and fiscal years in headers
words       what people call fields, countries, elements
likeness    how alike two names are
guessing    which field a column fills, which kind of list it is
layout      what the user decided: columns, constants, names, how to bring in
conventions how a list writes figures and days, by all cells of its columns
stated      what a figure is in, by its cell, its column and its row
amounts     figures in their field's unit and currency
reading     the cells of a column as values of its field
naming      names that are alike, and the short names of new records
known       the record that a name means
shapes      what rows say whose cells stand in the same columns
row_reader  what one row says
pending     a record that rows give
draft       all rows read and joined: what they give, and why some cannot be taken
money       which currencies became which
outcome     the draft as one edit, its counts, and the problems it brings
memory      what was decided for lists of the same headers before
rejected    the rows that were not taken, as a file
"""
