"""Letters of files that are not UTF-8: which encoding is found, from a few names of states."""

import pytest
from babel import Locale

from etl.contract import RawFile
from etl.tables.formats import read_table
from etl.tables.tabular import Cells, raw_input

ROWS = 6


def names_of(language: str, encoding: str, *, capitals: bool = False) -> list[str]:
    """Names of states in a language that its old encoding can write, those in plain letters left out."""
    found = Locale.parse(language).territories.values()
    names = [name.upper() if capitals else name for name in found if "," not in name]
    return [
        name
        for name in names
        if not name.isascii() and name.encode(encoding, "ignore").decode(encoding) == name
    ]


def read(names: list[str], encoding: str) -> tuple[list[str], list[str]]:
    text = "n,name\n" + "".join(f"{n},{name}\n" for n, name in enumerate(names))
    table = read_table(raw_input(RawFile("t.csv", text.encode(encoding), "")))
    return [row.values["name"] for row in table.read() if isinstance(row, Cells)], table.warnings


@pytest.mark.parametrize(
    ("language", "encoding", "said"),
    [
        ("zh", "gb18030", "Chinese"),
        ("ko", "cp949", "Korean"),
        ("ru", "cp1251", "Cyrillic"),
        ("bg", "cp1251", "Cyrillic"),
        ("el", "cp1253", "Greek"),
        ("ar", "cp1256", "Arabic"),
    ],
)
def test_letters_of_other_alphabets_are_read_and_said(language, encoding, said):
    names = names_of(language, encoding)
    assert len(names) > 100
    for start in range(0, len(names), ROWS):
        some = names[start : start + ROWS]
        found, warnings = read(some, encoding)
        assert found == some
        assert warnings == [f"the file is not UTF-8; it was read as {said} ({encoding})"]


@pytest.mark.parametrize("language", ["fr", "de", "es", "pt", "it", "sv", "da", "fi", "ca", "nb", "is"])
@pytest.mark.parametrize("capitals", [False, True])
def test_accents_of_western_languages_are_no_other_alphabet(language, capitals):
    """In capitals "COOPERAÇÃO" has the bytes of a Korean letter."""
    names = [*names_of(language, "cp1252", capitals=capitals), "COOPERAÇÃO", "EDUCAÇÃO"]
    for start in range(0, len(names), ROWS):
        some = names[start : start + ROWS]
        found, (warning,) = read(some, "cp1252")
        assert found == some
        assert "Windows-1252" in warning
