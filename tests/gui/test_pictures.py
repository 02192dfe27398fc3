"""Pictures of plans, written without a window."""

import errno
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.gui import pictures
from desktop.model.errors import FileFault
from tests.analysis.plans import hand_plan


@pytest.fixture
def same_look_after() -> Iterator[None]:
    """Pictures are drawn in the light look; other tests go on in theirs."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    font, palette, sheet, scheme = app.font(), app.palette(), app.styleSheet(), app.styleHints().colorScheme()
    yield
    app.styleHints().setColorScheme(scheme)
    app.setFont(font)
    app.setPalette(palette)
    app.setStyleSheet(sheet)


def test_pictures_of_a_plan_are_written_into_a_new_folder(tmp_path: Path, same_look_after: None) -> None:
    folder = tmp_path / "new" / "pictures"
    pictures.write([hand_plan()], folder)
    charts = ["cost", "cover", "stock", "supply"]
    assert sorted(path.stem for path in folder.glob("*.png")) == charts
    assert sorted(path.stem for path in folder.glob("*.svg")) == charts
    assert (folder / "plan.pdf").read_bytes().startswith(b"%PDF")
    for path in folder.glob("*.svg"):
        assert "Domestic" in path.read_text(encoding="utf-8") or path.stem != "supply"
        assert "<image" not in path.read_text(encoding="utf-8")
    for path in folder.glob("*.png"):
        image = QImage(str(path))
        assert (image.width(), image.height()) == (3840, 1680)
        assert len({image.pixel(x, y) for x in range(0, 3840, 12) for y in range(0, 1680, 12)}) > 4


def test_pictures_of_several_plans_compare_them(tmp_path: Path, same_look_after: None) -> None:
    pictures.write([hand_plan(), attrs.evolve(hand_plan(), mix="slow")], tmp_path)
    assert {"compare-cost.png", "compare-supply.png"} <= {path.name for path in tmp_path.iterdir()}


def test_pictures_that_cannot_be_written_are_a_fault_of_the_file(tmp_path: Path, same_look_after: None) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(FileFault):
        pictures.write([hand_plan()], tmp_path / "taken")
    (tmp_path / "supply.png").mkdir()
    with pytest.raises(FileFault):
        pictures.write([hand_plan()], tmp_path)


def test_a_picture_that_finds_no_room_leaves_what_was_there(
    tmp_path: Path, same_look_after: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures.write([hand_plan()], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileFault):
        pictures.write([hand_plan()], tmp_path)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
