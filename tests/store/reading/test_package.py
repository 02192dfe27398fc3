"""Packages that say two things at once are refused before anything of them is read."""

import io
import zipfile

import pytest

from desktop.store.reading.package import Package
from desktop.store.reading.source import Broken


@pytest.mark.parametrize("second", ["xl/workbook.xml", "XL/Workbook.xml", "/xl/workbook.xml"])
def test_a_part_that_is_there_twice_is_refused_however_its_name_is_written(second: str) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("xl/workbook.xml", "<one/>")
        if second == "xl/workbook.xml":
            with pytest.warns(UserWarning, match="Duplicate name"):
                package.writestr(second, "<two/>")
        else:
            package.writestr(second, "<two/>")
    with zipfile.ZipFile(kept) as package, pytest.raises(Broken) as broken:
        Package(package)
    assert broken.value.key == "workbook-damaged"
