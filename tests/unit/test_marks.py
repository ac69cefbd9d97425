"""The words that prove acts, marked in the text of an article."""

from dashboard.adding_article import marked


def test_marks_escape_everything_and_may_overlap():
    html = marked("a <b> c & d", [(2, 7, 1), (4, 11, 2)])
    assert "<b>" not in html
    assert html.count("<mark>") == html.count("</mark>")
    plain = html.replace("<mark>", "").replace("</mark>", "")
    for number in ("1", "2"):
        plain = plain.replace(f"<sup>{number}</sup>", "")
    assert plain == "a &lt;b&gt; c &amp; d"
