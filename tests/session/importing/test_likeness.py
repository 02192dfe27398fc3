import pytest

from desktop.session.importing.likeness import LIKE, likeness, suggested, sure


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


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("IREL (India) Ltd", "IREL (India)", True),
        ("Praseodymium-Neodymium Oxide", "NdPr oxide", True),
        ("Magnet N42SH", "Magnet, SH class", True),
        ("Ganzhou Qiandong Rare Earth", "Ganzhou Qiandong Rare Erth", False),
        ("Less Comon Metals", "Less Common Metals", False),
        ("Ganzhou Qiandong", "Ganzhou Qiangdong", True),
        ("Nd metal", "NdPr metal", False),
        ("Lynas Malaysia", "Lynas", False),
        ("Shenghe Resources", "Shenghe Resources Singapore", False),
        ("Vital 2000", "Vital 3000", False),
    ],
)
def test_only_what_differs_in_its_writing_is_surely_the_same(one: str, other: str, *, same: bool) -> None:
    assert sure(one, other) is same
