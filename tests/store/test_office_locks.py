"""A file that an office program has open is not replaced under the hands of whoever has."""

from pathlib import Path

import pytest

from desktop.model.errors import FileFault
from desktop.store.whole_file import write_whole


@pytest.mark.parametrize(
    ("mark", "told", "who"),
    [
        (".~lock.plan.xlsx#", b"Asha Rao,asha,PC-12,28.11.2026 10:00,file:///home/asha;", "Asha Rao, PC-12"),
        (".~lock.plan.xlsx#", b"", "somebody"),
        ("~$plan.xlsx", b"\x04Asha" + bytes(160), "Asha"),
        ("~$plan.xlsx", b"", "somebody"),
    ],
)
def test_what_is_open_in_an_office_program_is_left_to_whoever_has_it(
    tmp_path: Path, mark: str, told: bytes, who: str
) -> None:
    path = tmp_path / "plan.xlsx"
    path.with_name(mark).write_bytes(told)
    write_whole(path, b"old")  # nobody has open what is not there
    with pytest.raises(FileFault, match="file-not-written") as fault:
        write_whole(path, b"new")
    assert str(fault.value.values["reason"]).startswith(f"{who} has it open")
    assert path.read_bytes() == b"old"
    path.with_name(mark).unlink()
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
