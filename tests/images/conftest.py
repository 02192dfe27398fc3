"""What the tests of pictures get: the look of the window tests, and words that are longer."""

import pytest

from desktop.text.messages import catalogue
from tests.gui.conftest import nothing_left_behind, same_look_everywhere

__all__ = ["nothing_left_behind", "same_look_everywhere"]

_LONGER = " lorem ipsum dolor sit amet consectetur"


@pytest.fixture
def half_as_long_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message has half its length more, as translations do; kinds of files stay."""
    for key, text in catalogue().items():
        if "(*." not in text:
            more = _LONGER * (len(text) // len(_LONGER) + 1)
            monkeypatch.setitem(catalogue(), key, text + more[: len(text) // 2])
