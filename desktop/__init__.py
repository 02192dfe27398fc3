"""Dhatu plans how rare earths are sourced: one immutable project in the middle, pure functions around it.

Where things live, and which way imports point (each line may use those below it, and none beside it):

    __main__                   no arguments: the window; arguments: the command line
    smoke                      the self-test of an installed program
    gui | cli                  the window (PySide6, pyqtgraph) and the command line
    session                    the application without a screen: desk, jobs and their child processes, report, settings
    analysis | engine | store  plan -> pandas frames; project -> plan (numpy, HiGHS); files (SQLite, workbooks)
    text                       messages, number, money and date formats, reading what people type
    model                      what a project is: plain immutable values
    paths                      where resources and the user's own files lie
"""

__version__ = "0.1.0"
