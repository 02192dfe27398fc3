"""What the document is: its file and its tables."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.gui import properties
from desktop.gui.app import Parts
from tests.gui.window import answers


def test_properties_name_the_file_and_count_the_records(qtbot: QtBot, parts: Parts, tmp_path: Path) -> None:
    assert properties._lines(parts.hub.desk) == ["Not saved in a file yet."]
    answers(parts, tmp_path / "motors.dhatu")
    with qtbot.waitSignal(parts.hub.said):
        parts.documents.save()
    lines = properties._lines(parts.hub.desk)
    assert lines[0] == f"File: {tmp_path / 'motors.dhatu'}"
    assert [line.split(":")[0] for line in lines] == ["File", "Size", "Saved"]
    dialog = properties.show(parts.hub, parts.window, "motors.dhatu")
    assert ("Offers", "2") in dialog.lines
    dialog.close()
