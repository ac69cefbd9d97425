"""Letters of files that are not UTF-8: which encoding is found, from a few names of states."""

import pytest
from babel import Locale

from db.errors import InputError
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
        ("zh_Hant", "big5hkscs", "Chinese"),
        ("ja", "cp932", "Shift-JIS"),
        ("ja", "euc_jp", "Japanese"),
        ("ko", "cp949", "Korean"),
        ("ru", "cp1251", "Cyrillic"),
        ("ru", "koi8_u", "Cyrillic"),
        ("ru", "cp866", "Cyrillic"),
        ("ru", "iso8859_5", "Cyrillic"),
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
        (warning,) = warnings
        assert warning.startswith(f"the file is not UTF-8; it was read as {said} ({encoding}): '")


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


@pytest.mark.parametrize(
    ("language", "encoding", "said"),
    [
        ("cs", "cp1250", "Central European"),
        ("pl", "iso8859_2", "Central European"),
        ("hu", "cp852", "Central European of DOS"),
        ("ro", "cp1250", "Central European"),
        ("tr", "cp1254", "Turkish"),
        ("lv", "cp1257", "Baltic"),
        ("fr", "mac_roman", "Western of the Macintosh"),
        ("es", "cp850", "Western of DOS"),
    ],
)
def test_latin_letters_beyond_western_europe_are_read_or_told(language, encoding, said):
    """Where the words do not tell, what was read instead is shown."""
    names = names_of(language, encoding)
    n_found = 0
    for start in range(0, len(names), ROWS):
        some = names[start : start + ROWS]
        found, (warning,) = read(some, encoding)
        n_found += found == some
        assert found == some or "Windows-1252: '" in warning
        assert said in warning or "Windows-1252" in warning
    assert n_found * ROWS >= 0.9 * len(names)


def test_what_was_read_as_windows_1252_is_shown():
    _, (warning,) = read(["Düsseldorf", "São Tomé"], "cp1252")
    assert "read as Windows-1252: 'Düsseldorf', 'São', 'Tomé'; if letters are wrong" in warning


@pytest.mark.parametrize(
    ("names", "encoding"),
    [
        (["Куба", "Люксембург"], "cp1251"),
        (["Израиль", "Ямайка"], "cp1251"),
        (["Ελλάδα"], "cp1253"),
        (["מצרים", "צ׳כיה"], "cp1255"),
    ],
)
def test_two_names_of_states_tell_an_alphabet(names, encoding):
    """Those of Cyrillic read as Hebrew or Greek, whose bytes they share, are no words there."""
    assert read(names, encoding)[0] == names


SENTENCES = {
    "cp932": ("2014年5月", "両国の大臣が協定に署名した", "漁業について話し合う"),
    "euc_jp": ("2014年5月", "両国の大臣が協定に署名した", "日中首脳会談"),
    "gb18030": ("2014年5月", "两国部长签署了协定", "讨论渔业和贸易"),
    "big5": ("2014年5月", "兩國部長簽署了協定", "臺日漁業協議"),
    "cp949": ("2014년 5월", "양국 장관이 협정에 서명하였다", "어업 협상"),
}


@pytest.mark.parametrize("encoding", SENTENCES)
@pytest.mark.parametrize("n", [1, 3])
def test_a_remark_in_an_old_encoding_is_read_beside_plain_letters(encoding, n):
    some = ["none", *SENTENCES[encoding][-n:], "a visit"]
    found, _ = read(some, encoding)
    assert found == some


def test_a_letter_torn_in_two_spoils_no_other():
    data = ("n,name\n" + "0,兩國部長簽署了協定\n" * 40 + "1,臺").encode("big5")[:-1] + b"\n"
    table = read_table(raw_input(RawFile("t.csv", data, "")))
    found = [row.values["name"] for row in table.read() if isinstance(row, Cells)]
    assert found[:40] == ["兩國部長簽署了協定"] * 40


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "iso2022_jp"])
@pytest.mark.parametrize("some", [["France", "Peru"], ["日本", "マレーシア", "公式訪問"]])
def test_a_text_of_wide_letters_needs_no_mark(encoding, some):
    assert read(some, encoding) == (some, [])


def test_letters_that_cannot_be_read_are_refused_and_how_to_save_them_is_said():
    """Korean in Johab, which no table is written in any more, stands for all that nobody knows."""
    with pytest.raises(InputError) as caught:
        read(["양국 장관이 협정에 서명하였다", "어업 협상"], "johab")
    assert str(caught.value).startswith("t.csv is not UTF-8")
    assert "CSV UTF-8" in caught.value.hint
