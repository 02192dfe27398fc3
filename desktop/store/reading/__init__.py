"""Reading the files that planners have, whatever program made them, without trusting any of them.

    files        the one door: a path to a book of sheets, by what the file is and not by its name
    kinds        what a file is
    package      zip packages, checked before anything is unpacked
    xlsx         workbooks: their sheets; xlsx_rows streams the rows of one, xlsx_plain the plain ones by a short way,
                 xlsx_builder and xlsx_cells say what a row and a cell mean; markup is XML without entities
    ods          .ods, streamed: ods_rows and ods_cells say what a row and a cell mean
    other_formats  .xls, .xlsb
    delimited    text with delimiters, in one of many encodings
    web_tables   tables in HTML
    source       what each of these gives: sheets that stream lines of cells; notes are what was noticed on the way
    book         what is kept of a file
    cells        a cell with its place, value and fault

Whatever is wrong with a file is a FileFault.
"""
