import pytest

from desktop.session.importing.likeness import LIKE, likeness, suggested


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IREL (India) Ltd", "IREL"),
        ("JL MAG Rare-Earth Co., Ltd.", "JL Mag Rare-Earth"),
        ("NdPr oxide 99.5%", "NdPr oxide"),
        ("Praseodymium-Neodymium Oxide", "NdPr oxide"),
        ("氧化镨钕", "NdPr oxide"),
        ("Dy2O3 99.9%", "Dysprosium oxide"),
        ("Magnet N42SH", "Magnet, SH class"),
    ],
)
def test_names_of_one_thing_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dysprosium metal", "Dysprosium oxide"),
        ("Terbium oxide", "Dysprosium oxide"),
        ("NdFeB magnet 35UH", "Magnet, SH class"),
        ("JL MAG Rare-Earth Co., Ltd.", "Lynas Rare Earths"),
        ("Ningbo Yunsheng Co", "Ningbo Konit"),
    ],
)
def test_names_of_different_things_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < LIKE


def test_the_likest_known_name_is_suggested_and_a_strange_one_is_new() -> None:
    known = [("irel", "IREL (India)"), ("jlmag", "JL Mag Rare-Earth")]
    assert (suggested("IREL Limited", known) or ("", 0.0))[0] == "irel"
    assert suggested("Solvay", known) is None
