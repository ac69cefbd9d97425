"""Tables of events as people have them: a row becomes an event or is named with line, column and reason."""

import hashlib
from datetime import date

import pytest

from db.errors import InputError
from etl.contract import EventDraft, Issue, RawFile
from etl.sources import events_table
from etl.tables.tabular import MAX_CELL

TODAY = date(2026, 11, 24)
HEADER = "id,date,actor,recipient,type,title,source_url"
ROW = "a1,2025-01-10,JPN,MYS,summit,Ishiba and Anwar meet,https://example.org/a"


def parse(text: str | bytes, name: str = "t.csv") -> list[EventDraft | Issue]:
    data = text.encode() if isinstance(text, str) else text
    raw = RawFile(name=name, data=data, sha256=hashlib.sha256(data).hexdigest())
    return list(events_table.SOURCE.parse(raw, TODAY, {}))


def one(row: str, header: str = HEADER) -> EventDraft | Issue:
    rows = parse(f"{header}\n{row}\n")
    assert len(rows) == 1
    return rows[0]


def draft(row: str, header: str = HEADER) -> EventDraft:
    found = one(row, header)
    assert isinstance(found, EventDraft), found
    return found


def issue(row: str, header: str = HEADER) -> Issue:
    found = one(row, header)
    assert isinstance(found, Issue), found
    return found


def test_a_full_row_becomes_a_draft():
    header = (
        "id,date,date_end,date_precision,actor,recipient,type,level,tier,place,topics,title,confidence,"
        "source_name,source_url,status,review"
    )
    row = (
        "x,2023-12-16,2023-12-17,day,MYS,JPN,partnership_upgrade,head_of_government,"
        "Comprehensive Strategic Partnership,Tokyo,security;trade,Ties raised,high,"
        "MOFA | Bernama,https://mofa.example/1 | https://bernama.example/2,occurred,proposed"
    )
    found = draft(row, header)
    assert (found.actor, found.recipient) == ("JPN", "MYS"), "mutual events stand in alphabetical order"
    assert found.date == date(2023, 12, 16)
    assert found.date_end == date(2023, 12, 17)
    assert found.topics == ("security", "trade")
    assert found.tier == "Comprehensive Strategic Partnership"
    assert [(e.url, e.publisher) for e in found.evidence] == [
        ("https://mofa.example/1", "MOFA"),
        ("https://bernama.example/2", "Bernama"),
    ]
    assert (found.confidence, found.status, found.review, found.line) == ("high", "occurred", "proposed", 2)


def test_what_a_table_may_leave_out_has_the_documented_default():
    found = draft(ROW)
    assert (found.date_precision, found.confidence, found.status, found.review) == (
        "day",
        "medium",
        "occurred",
        "accepted",
    )
    assert found.topics == ()
    assert found.level == ""


def test_directed_types_keep_their_direction():
    found = draft("a,2025-01-09,Japan,Malaysia,leader_visit,Visit,https://example.org")
    assert (found.actor, found.recipient) == ("JPN", "MYS")
    found = draft("a,2025-01-09,Malaysia,Japan,leader_visit,Visit,https://example.org")
    assert (found.actor, found.recipient) == ("MYS", "JPN")


@pytest.mark.parametrize("name", ["MYS", "mys", "MY", "Malaysia", "マレーシア", " malaysia "])
def test_countries_by_code_or_name(name):
    assert draft(f"a,2025-01-10,{name},JPN,summit,T,https://example.org").recipient == "MYS"


@pytest.mark.parametrize(
    ("cell", "expected", "precision"),
    [
        ("2025-01-10", date(2025, 1, 10), "day"),
        ("2025-1-9", date(2025, 1, 9), "day"),
        ("2025-01-10T00:00:00", date(2025, 1, 10), "day"),
        ("2025-01-10T23:30:00.000Z", date(2025, 1, 10), "day"),
        ("2025-01-10 04:00:00+09:00", date(2025, 1, 10), "day"),
        ("2023-12", date(2023, 12, 1), "month"),
        ("1957", date(1957, 1, 1), "year"),
    ],
)
def test_dates_are_read_with_the_precision_they_are_written_in(cell, expected, precision):
    found = draft(f"a,{cell},JPN,CHN,summit,T,https://example.org")
    assert (found.date, found.date_precision) == (expected, precision)


def test_a_month_stands_on_its_first_day():
    header = HEADER + ",date_precision"
    found = draft("a,2023-12-16,JPN,MYS,summit,T,https://example.org,month", header)
    assert (found.date, found.date_precision) == (date(2023, 12, 1), "month")


@pytest.mark.parametrize(
    ("cells", "column", "reason", "says"),
    [
        ("2025-13-40,JPN,MYS,summit,T,https://e.org", "date", "bad_date", "12 months"),
        ("2025-02-30,JPN,MYS,summit,T,https://e.org", "date", "bad_date", "no day"),
        ("05/06/2025,JPN,MYS,summit,T,https://e.org", "date", "bad_date", "2025-05-06 or 2025-06-05"),
        ("13/06/2025,JPN,MYS,summit,T,https://e.org", "date", "bad_date", "2025-06-13"),
        ("20250613,JPN,MYS,summit,T,https://e.org", "date", "bad_date", "2025-06-13"),
        ("45821,JPN,MYS,summit,T,https://e.org", "date", "bad_date", "2025-06-13"),
        ("soon,JPN,MYS,summit,T,https://e.org", "date", "bad_date", "2025-01-31"),
        ("2027-01-01,JPN,MYS,summit,T,https://e.org", "date", "future_date", "scheduled"),
        ("2025-01-10,JPN,Malysia,summit,T,https://e.org", "recipient", "unknown_country", "Malaysia"),
        ("2025-01-10,JPN,,summit,T,https://e.org", "recipient", "missing_value", "empty"),
        ("2025-01-10,JPN,Japan,summit,T,https://e.org", "recipient", "same_country", "two states"),
        ("2025-01-10,JPN,MYS,sumit,T,https://e.org", "type", "unknown_type", "summit"),
        ("2025-01-10,JPN,MYS,summit,,https://e.org", "title", "missing_value", "empty"),
        ("2025-01-10,JPN,MYS,summit,T,", "source_url", "missing_value", "empty"),
        ("2025-01-10,JPN,MYS,summit,T,javascript:alert(1)", "source_url", "bad_url", "http"),
        ("2025-01-10,JPN,MYS,summit,T,ftp://e.org/x", "source_url", "bad_url", "http"),
        ("2025-01-10,JPN,MYS,summit,T,see the paper", "source_url", "bad_url", "http"),
        ("1970-01-10,SSD,MYS,summit,T,https://e.org", "actor", "no_state_then", "South Sudan"),
        ("1995-01-10,SUN,USA,summit,T,https://e.org", "actor", "no_state_then", "until"),
    ],
)
def test_a_bad_cell_is_named_with_what_would_be_right(cells, column, reason, says):
    found = issue(f"a,{cells}")
    # Mutual events are sorted before they are checked, so the fault may lie on either side.
    assert found.column in ({column} if column not in ("actor", "recipient") else {"actor", "recipient"})
    assert found.reason == reason
    assert says in found.message
    assert found.line == 2
    assert cells.split(",")[0] in found.raw


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("topics", "maritme", "unknown_topic"),
        ("topics", "trade;trade", "repeated_topic"),
        ("level", "premier", "unknown_level"),
        ("status", "happened", "unknown_status"),
        ("confidence", "sure", "unknown_confidence"),
        ("review", "ok", "unknown_review"),
        ("date_precision", "week", "unknown_date_precision"),
        ("date_end", "2025-01-09", "end_before_start"),
        ("tier", "Strategic Partnership", "tier_without_partnership"),
        ("source_name", "A | B", "unmatched_names"),
    ],
)
def test_a_bad_optional_cell_rejects_the_row_by_name(column, value, reason):
    found = issue(f"{ROW},{value}", f"{HEADER},{column}")
    assert found.reason == reason
    assert found.message


@pytest.mark.parametrize("cell", ["", "|", " | "])
def test_a_row_without_an_address_is_rejected_by_name(cell):
    found = issue(ROW.replace("https://example.org/a", cell))
    assert (found.column, found.reason) == ("source_url", "missing_value")


def test_scheduled_events_may_lie_ahead():
    found = draft("a,2027-01-10,JPN,MYS,summit,T,https://example.org,scheduled", HEADER + ",status")
    assert found.status == "scheduled"


def test_words_may_be_written_loosely_but_are_stored_exactly():
    found = draft("a,2025-01-10,JPN,MYS,Leader Visit,T,https://example.org")
    assert found.type == "leader_visit"


def test_rows_without_an_id_get_a_stable_one_of_their_own():
    header = "date,actor,recipient,type,title,source_url"
    row = "2025-01-10,JPN,MYS,summit,Ishiba and Anwar meet,https://example.org/a"
    first, again = draft(row, header), draft(row, header)
    assert first.source_event_id == again.source_event_id
    assert len(first.source_event_id) == 16
    other = draft(row.replace("2025-01-10", "2025-01-11"), header)
    assert other.source_event_id != first.source_event_id
    moved = draft(row.replace("example.org/a", "example.org/b"), header)
    assert moved.source_event_id == first.source_event_id, "a better address is not another event"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
    ],
)
def test_every_encoding_and_line_end(end, encoding, bom):
    lines = [
        HEADER,
        ROW.replace("Anwar", "Anwär"),
        ROW.replace("a1", "a2"),
        "a3,bad,JPN,MYS,summit,T,https://e.org",
    ]
    rows = parse(bom + end.join(lines).encode(encoding))
    assert [type(row) for row in rows] == [EventDraft, EventDraft, Issue]
    assert isinstance(rows[0], EventDraft)
    assert "Anwär" in rows[0].title
    assert rows[2].line == 4


def test_windows_1252_is_read_and_warned_of():
    data = f"{HEADER}\n{ROW.replace('Ishiba', 'Señor – Ishiba')}\n".encode("cp1252")
    table = events_table.open_raw(RawFile("t.csv", data, ""))
    rows = list(table.rows(TODAY))
    assert isinstance(rows[0], EventDraft)
    assert rows[0].title.startswith("Señor – Ishiba")
    assert any("Windows-1252" in warning for warning in table.warnings)


def test_one_odd_line_does_not_spoil_the_utf8_of_the_others():
    good, odd = ROW.replace("Ishiba", "東京 Ishiba"), ROW.replace("a1", "a2").replace("Ishiba", "Málaga")
    rows = parse(f"{HEADER}\n{good}\n".encode() + f"{odd}\n".encode("cp1252"))
    assert [row.title for row in rows if isinstance(row, EventDraft)] == [
        "東京 Ishiba and Anwar meet",
        "Málaga and Anwar meet",
    ]


def test_shift_jis_is_recognised_by_its_kana():
    title = "石破首相とアンワル首相がプトラジャヤで会談"
    data = f"{HEADER}\n{ROW.replace('Ishiba and Anwar meet', title)}\n".encode("cp932")
    rows = parse(data)
    assert isinstance(rows[0], EventDraft)
    assert rows[0].title == title


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters(delimiter):
    text = f"{HEADER}\n{ROW}\n".replace(",", delimiter)
    assert isinstance(parse(text)[0], EventDraft)


def test_header_names_in_any_case_and_order_after_comments():
    text = "# made by hand\nsep=,\n\n Source URL ,TITLE,Type,Recipient,Actor,Date\nhttps://e.org,T,summit,MYS,JPN,2025-01-10\n"
    assert isinstance(parse(text)[0], EventDraft)


def test_missing_columns_are_named_with_what_was_found():
    with pytest.raises(InputError) as caught:
        parse("date,actor,recipient,type,headline,url\n2025-01-10,JPN,MYS,summit,T,https://e.org\n")
    message = str(caught.value)
    assert "title, source_url" in message
    assert "'headline'" in message
    assert "'url' may be source_url" in caught.value.hint


def test_a_column_that_stands_twice_is_refused():
    with pytest.raises(InputError, match="stands twice"):
        parse(f"{HEADER},Title\n{ROW},other\n")


def test_extra_columns_are_ignored_and_said():
    table = events_table.open_raw(RawFile("t.csv", f"{HEADER},note,Weight\n{ROW},x,3\n".encode(), ""))
    assert isinstance(next(table.rows(TODAY)), EventDraft)
    assert any("note, Weight" in warning for warning in table.warnings)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\n \n\n", "empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"\n\n<HTML><head></head></HTML>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n", "git-LFS"),
        (b"PK\x03\x04\x14\x00", "XLSX"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<table><tr><td>Date</td></tr></table>", "a table of a web page"),
        (b"ARROW1\x00\x00" + b"\x10" * 99, "Feather"),
        (b"\x03\x72\x05\x00\x01" * 20, "no text: it begins with the bytes 03 72 05 00 01 03 72 05"),
        (bytes(range(256)) * 4, "no text: it begins with the bytes 00 01 02"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "an image"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "an image"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "a 7-Zip file"),
        (b"\x80\x04\x95\x10", "a Python pickle"),
        (b"\x00\x00\x00\x20ftypisom", "a sound or film"),
        (b"-- MySQL dump 10.13\nCREATE TABLE `t` (", "a dump of a database"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x00" * 500, "empty"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(data, says):
    with pytest.raises(InputError, match=says):
        parse(data)


def test_a_slip_among_the_letters_does_not_make_a_table_something_else():
    """Old programs of DOS end a file with such a byte."""
    rows = parse(f"{HEADER}\n{ROW}\n\x1a")
    assert isinstance(rows[0], EventDraft)


def test_line_numbers_are_true_after_quoted_line_ends():
    text = f'{HEADER}\na1,2025-01-10,JPN,MYS,summit,"two\nlines, really",https://e.org\nx,bad,JPN,MYS,summit,T,https://e.org\n'
    rows = parse(text)
    assert isinstance(rows[0], EventDraft)
    assert rows[0].title == "two lines, really"
    assert rows[0].line == 2
    assert rows[1].line == 4


def test_a_quote_that_does_not_close_costs_one_row_only():
    lines = [HEADER, ROW, 'a2,2025-01-11,JPN,MYS,summit,"Open quote,https://e.org']
    lines += [ROW.replace("a1", f"b{n}") for n in range(50)]
    lines += ['c1,2025-01-12,JPN,MYS,leader_call,"Quoted, fine",https://e.org', ROW.replace("a1", "d1")]
    rows = parse("\n".join(lines) + "\n")
    issues = [row for row in rows if isinstance(row, Issue)]
    assert [(i.line, i.reason) for i in issues] == [(3, "unclosed_quote")]
    ids = [row.source_event_id for row in rows if isinstance(row, EventDraft)]
    assert ids == ["a1", *(f"b{n}" for n in range(50)), "c1", "d1"]


def test_a_quote_that_seems_to_close_in_a_later_row_swallows_none():
    """So read, both rows make one, with as many cells as the header has names."""
    lines = [HEADER, 'a1,2025-01-10,JPN,MYS,summit,"We reject this,https://e.org']
    lines += [ROW.replace("a1", "a2"), 'a3,2025-01-12,JPN,MYS,summit,5" guns were shown,https://e.org']
    lines += ['a4,2025-01-13,JPN,MYS,leader_call,"Two\nlines of ""his""",https://e.org']
    rows = parse("\n".join(lines) + "\n")
    assert [(row.line, row.reason) for row in rows if isinstance(row, Issue)] == [(2, "unclosed_quote")]
    titles = {row.source_event_id: row.title for row in rows if isinstance(row, EventDraft)}
    assert titles["a3"] == '5" guns were shown'
    assert (list(titles), titles["a4"]) == (["a2", "a3", "a4"], 'Two lines of "his"')


def test_a_quote_open_to_the_end_costs_one_row_only():
    lines = [HEADER, 'a2,2025-01-11,JPN,MYS,summit,"Open quote,https://e.org']
    lines += [ROW.replace("a1", f"b{n}") for n in range(50)]
    rows = parse("\n".join(lines))
    assert [row.reason for row in rows if isinstance(row, Issue)] == ["unclosed_quote"]
    assert sum(isinstance(row, EventDraft) for row in rows) == 50


def test_too_many_cells_are_named_and_too_few_are_empty():
    rows = parse(f"{HEADER},place\n{ROW},Putrajaya, Malaysia\n{ROW}\n")
    assert isinstance(rows[0], Issue)
    assert rows[0].reason == "too_many_cells"
    assert isinstance(rows[1], EventDraft)
    assert rows[1].place == ""


def test_a_title_of_megabytes_is_left_out_and_the_next_row_kept():
    long = "x" * (MAX_CELL + 10)
    rows = parse(f"{HEADER}\n{ROW.replace('Ishiba', long)}\n{ROW.replace('a1', 'a2')}\n")
    assert [type(row) for row in rows] == [Issue, EventDraft]
    assert rows[0].line == 2
    assert isinstance(rows[0], Issue)
    assert rows[0].reason == "too_long"
    assert len(rows[0].raw) <= 2000
    assert rows[1].line == 3


def test_an_overlong_title_is_rejected_by_name():
    found = issue(ROW.replace("Ishiba", "x" * 2000))
    assert (found.column, found.reason) == ("title", "too_long")


def test_html_and_formulas_are_kept_as_the_text_they_are():
    assert draft(ROW.replace("Ishiba", "<script>alert(1)</script>")).title.startswith(
        "<script>alert(1)</script>"
    )
    assert draft(ROW.replace("Ishiba and", "=cmd|' /C calc'!A0")).title.startswith("=cmd|")


def test_control_characters_do_not_reach_the_store():
    found = draft(ROW.replace("Ishiba", "Ishi\x00ba\x1b[31m"))
    assert "\x00" not in found.title
    assert "\x1b" not in found.title


def test_empty_rows_are_no_rows():
    rows = parse(f"{HEADER}\n\n,,,,,,\n{ROW}\n\n")
    assert len(rows) == 1
    assert rows[0].line == 4


@pytest.mark.parametrize(
    "name", ["COW_country_codes_bare_CR.csv", "HUGGO_additional_BOM.csv", "Xinhua_2000_train_BOM.csv"]
)
def test_real_files_of_other_shapes_say_which_columns_are_missing(samples, name):
    path = samples / "samples" / "nasty" / name
    with pytest.raises(InputError, match="required columns are missing"):
        events_table.open_table(path)
