"""Tables in a terminal: nothing of a text is lost, wherever the edge is."""

from db.terminal import table_lines, width

MESSAGE = (
    "date: '2013; 2017' is no date; if each of its dates is an event, write range = \"each\" " + "x" * 90
)
ROWS = [
    (2, "date", "bad_date", MESSAGE),
    (30, "actor", "unknown_country", "unknown country 'アトランティス'"),
]
NAMES = ("line", "column", "reason", "message")


def test_without_an_edge_a_row_is_a_line_and_whole():
    lines = list(table_lines(NAMES, ROWS, limit=0))
    assert len(lines) == 3
    assert lines[1].endswith(MESSAGE)


def test_within_an_edge_the_last_column_is_wrapped_and_whole():
    for edge in (40, 60, 80, 100, 120):
        lines = list(table_lines(NAMES, ROWS, limit=0, edge=edge))
        assert max(map(width, lines)) <= edge
        letters = "".join("".join(lines).split())
        assert "".join(MESSAGE.split()) in letters
        assert "アトランティス" in letters


def test_with_a_limit_cells_are_cut():
    assert list(table_lines(("what",), [("x" * 100,)], limit=10))[1] == "xxxxxxxxx…"
