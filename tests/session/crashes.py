"""A session that ends in a crash, for tests: its recovery file stays, and nobody holds it any more."""

from desktop.model.edits import Edit
from desktop.model.project import Project
from desktop.session import recovery
from desktop.session.desk import Desk
from desktop.session.documents import Place
from desktop.session.keeper import Keeper


def crash(desk: Desk) -> None:
    """What the end of a process does to its recovery file and its locks: they go, the file stays."""
    assert desk.keeper is not None
    desk.keeper.wait()
    if desk.keeper._file is not None:
        desk.keeper._file.close()
        desk.keeper._file = None
    desk.place.release()


def crashed(document: tuple[Project, Place], *edits: Edit) -> Project:
    """The project on the desk when the program ended without a word after some edits of a document."""
    desk = Desk(document[0], keeper=Keeper(recovery.folder))
    desk.adopt(*document)
    for edit in edits:
        desk.apply(edit)
    crash(desk)
    return desk.project
