"""The day, the publisher and the address that web pages declare, in all the shapes in which they do."""

from datetime import date
from pathlib import Path

import pytest

from db.errors import InputError
from etl.sources.article import parse_article, raw_text, read_article
from etl.web.article_page import Article
from etl.web.page_days import puts_day_first, read_day

DAY = date(2024, 5, 10)
TALKS = (
    "<p>Kenyan President William Ruto met Ghanaian President John Mahama in Nairobi on Tuesday. The two "
    "leaders discussed trade, security and aviation, and agreed that their ministers would meet again.</p>"
    "<p>The visit was the first of its kind and was welcomed by business groups from both of the countries, "
    "which have been asking for it since the ports were opened.</p>"
)
FIRST = TALKS[: TALKS.index("</p>") + 4]
PACT = (
    "<p>Japan's Prime Minister Shigeru Ishiba met Chinese President Xi Jinping in Lima on Friday. They "
    "talked about trade and the seas between their countries, and agreed to meet again.</p>"
)


@pytest.fixture
def read(tmp_path: Path):
    """Write a page to a file and read it, as a user does."""

    def read_file(page: str, **told: object) -> Article:
        path = tmp_path / "page.html"
        path.write_text(page, encoding="utf-8")
        return read_article(raw_text(path.name, path.read_bytes()), **told)  # type: ignore[arg-type]

    return read_file


def page(head: str = "", body: str = TALKS, html: str = "<html>") -> str:
    return (
        f"<!DOCTYPE html>{html}<head><title>Ruto meets Mahama</title>{head}</head>"
        f"<body><article><h1>Ruto meets Mahama</h1>{body}</article></body></html>"
    )


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


# ---------------------------------------------------------------- which of several days


OLD_VIDEO = linked('{"@type":"VideoObject","datePublished":"2015-01-01"}')
STORY_DATA = linked('{"@type":"NewsArticle","datePublished":"2024-05-10"}')


@pytest.mark.parametrize(
    "head",
    [
        OLD_VIDEO + STORY_DATA,
        linked(
            '[{"@type":"ImageObject","datePublished":"2015-01-01"},{"@type":"BlogPosting","datePublished":"2024-05-10"}]'
        ),
        linked(
            '{"@graph":[{"@type":"WebPage","datePublished":"2020-01-01"},'
            '{"@type":["ReportageNewsArticle"],"datePublished":"2024-05-10"}]}'
        ),
        linked(
            '{"@type":"WebPage","mainEntity":{"@type":"http://schema.org/Article","datePublished":"2024-05-10"}}'
        ),
        linked(
            '{"@type":"NewsArticle","video":{"@type":"VideoObject","datePublished":"2015-01-01"},'
            '"citation":[{"@type":"Article","datePublished":"2015-01-01"}],"datePublished":"2024-05-10"}'
        ),
        linked(
            '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2015-01-01"}]}'
        )
        + STORY_DATA,
        linked('{"@type":"NewsArticle","headline":"Old","datePublished":"2015-01-01"}')
        + linked('{"@type":"NewsArticle","headline":"Ruto meets Mahama","datePublished":"2024-05-10"}'),
        linked(
            '{"@type":"LiveBlogPosting","datePublished":"2024-05-10T08:00:00Z","dateModified":"2024-05-12",'
            '"liveBlogUpdate":[{"@type":"BlogPosting","datePublished":"2024-05-12"}]}'
        ),
    ],
    ids=["video", "list", "graph", "entity", "inner", "headlines", "named", "live"],
)
def test_the_article_goes_before_other_things_of_the_page(read, head: str):
    assert read(page(head)).published == DAY


def test_a_video_alone_gives_no_day(read):
    assert read(page(OLD_VIDEO)).published is None


def test_what_names_publication_goes_before_what_may_be_another_day(read):
    head = (
        '<meta name="date" content="2024-05-12"><meta property="article:published_time" content="2024-05-10">'
    )
    assert read(page(head)).published == DAY


@pytest.mark.parametrize(
    "body",
    [
        f'<time datetime="2024-05-10T08:00">10 May</time>{TALKS}',
        f"<time pubdate datetime=2024-05-10>10 May</time>{TALKS}",
        f"<time>10 May 2024</time>{TALKS}",
        '<p>Published <time datetime="2024-05-10">10 May</time>, '
        f'updated <time datetime="2024-05-12">12 May</time></p>{TALKS}',
        f'<time class="entry-date published" datetime="2024-05-10">10 May</time>'
        f'<time class="updated" datetime="2024-05-12">12 May</time>{TALKS}',
        f'<header><span>By J. Doe</span> | <time datetime="2024-05-10">10 May 2024</time></header>{TALKS}'
        '<p>The pact of <time datetime="2019-01-01">1 January 2019</time> still holds.</p>',
        f'{TALKS}<p>Posted on <time datetime="2024-05-10">10 May 2024</time></p>',
        f'<time itemprop="datePublished" datetime="2024-05-10">10 May</time>{TALKS}'
        '<article class="comment"><time datetime="2024-06-01">1 June</time><p>I do not.</p></article>',
        f'<time datetime="2024-05-10">10 May</time>{TALKS}'
        '<div id="comments"><time datetime="2024-06-01">1 June</time> I do not think so at all.</div>',
        f'<span itemprop="datePublished" content="2024-05-10">Friday</span>{TALKS}',
        '<div itemscope itemtype="https://schema.org/VideoObject">'
        '<meta itemprop="datePublished" content="2015-01-01"></div>'
        f'<meta itemprop="datePublished" content="2024-05-10">{TALKS}',
    ],
    ids=[
        "above",
        "pubdate",
        "shown",
        "updated",
        "classes",
        "byline",
        "below",
        "comment",
        "comments",
        "itemprop",
        "video",
    ],
)
def test_the_time_of_the_article_itself_counts(read, body: str):
    assert read(page("", body)).published == DAY


@pytest.mark.parametrize(
    "body",
    [
        f'<time datetime="2019-01-01">event</time>{TALKS}',
        f'{TALKS}<p>The pact of <time datetime="2019-01-01">1 January 2019</time> still holds.</p>',
        f'<p>Updated <time datetime="2024-05-12">12 May</time></p>{TALKS}',
        f'<p><b>Last modified:</b> <time datetime="2024-05-12">12 May</time></p>{TALKS}',
        f'<time datetime="2024-05-10">10 May</time><time datetime="2024-05-12">12 May</time>{TALKS}',
        f'{TALKS}<aside><a href="/b"><time datetime="2019-01-01">1 January 2019</time> More</a></aside>',
        f'<time datetime="0001-01-01T00:00:00Z">1 January</time>{TALKS}',
        f'<time datetime="PT5M">5 min</time>{TALKS}',
    ],
    ids=["event", "prose", "updated", "modified", "two", "teaser", "placeholder", "duration"],
)
def test_a_time_of_something_else_is_not_the_day_of_publication(read, body: str):
    assert read(page("", body)).published is None


@pytest.mark.parametrize(
    "body",
    [
        f"<b>Published on Post (https://post.example)</b><hr><h1>Ruto</h1>"
        f'<p>Published: <time datetime="2024-05-10">10 May 2024</time></p>{TALKS}',
        '<dl><dt>Published:</dt><dd><time datetime="2024-05-10">10 May 2024</time></dd>'
        f'<dt>Last updated:</dt><dd><time datetime="2024-05-12">12 May 2024</time></dd></dl>{TALKS}',
        '<div class="hentry"><h1>Ruto</h1>'
        f'<abbr class="published" title="2024-05-10T08:00">10 May</abbr>{TALKS}</div>',
        '<div itemscope itemtype="http://schema.org/NewsArticle">'
        f'<meta itemprop="datePublished" content="2024-05-10">{TALKS}</div>'
        '<div itemscope itemtype="http://schema.org/NewsArticle">'
        '<meta itemprop="datePublished" content="2019-05-10"><a href="/x">Other</a></div>',
        '<article><header><h1>Ruto</h1><time datetime="2024-05-10">10 May 2024</time></header>'
        f"<article>{TALKS}</article></article>",
        '<main><article><span property="schema:dateCreated" content="2024-05-09"></span>'
        "<div>Submitted on "
        f'<time datetime="2024-05-10T08:00:00Z">Fri, 05/10/2024 - 08:00</time></div>{TALKS}</article></main>',
        '<div class="layout-sidebar-right with-comments"><h1>Ruto</h1>'
        f'<time datetime="2024-05-10">10 May 2024</time>{TALKS}</div>',
        '<main><header><h1>R</h1><p>By A. Writer</p><p><time datetime="2024-05-10">10 May</time></p></header>'
        f"<section>{TALKS}</section>"
        '<ul><li><a href="/y">x</a> <time datetime="2024-05-09">9 May</time></li></ul></main>',
    ],
    ids=["print", "table", "microformat", "microdata", "nested", "drupal", "classes", "main"],
)
def test_the_day_is_found_in_pages_of_other_shapes(read, body: str):
    assert read(f"<html><head><title>Ruto</title></head><body>{body}</body></html>").published == DAY


def test_what_day_it_is_on_top_of_a_site_is_not_its_day(read):
    clock = '<div class="top"><time datetime="2024-05-12">Sunday, 12 May 2024</time></div>'
    assert read(f"<html><body>{clock}<h1>Ruto</h1><div>{TALKS}</div></body></html>").published is None


def test_a_teaser_above_the_text_is_not_its_day(read):
    teaser = '<article><a href="/b">Old news</a> <time datetime="2019-01-01">1 January 2019</time></article>'
    assert read(f"<html><body>{teaser}<main><h1>Ruto</h1>{TALKS}</main></body></html>").published is None
    site = '<header><time datetime="2026-01-01">1 January 2026</time></header>'
    assert read(f"<html><body>{site}<main><h1>Ruto</h1>{TALKS}</main></body></html>").published is None


def test_articles_of_several_days_have_none_and_say_so(read):
    def story(day: str, text: str) -> str:
        return f'<article><h2>A</h2><time datetime="{day}">{day}</time>{text}</article>'

    both = story("2024-05-10", FIRST) + story("2024-11-16", PACT)
    article = read(f"<html><body>{both}</body></html>")
    assert article.published is None
    assert "2024-05-10, 2024-11-16" in article.notes[0]
    parsed = parse_article(article, date(2026, 11, 24))
    assert parsed.drafts == ()
    assert {issue.reason for issue in parsed.issues} == {"undated"}
    # The head speaks for the first alone, of pages that go on with the next.
    head = '<head><meta property="article:published_time" content="2024-05-10"></head>'
    assert read(f"<html>{head}<body>{both}</body></html>").published is None
    told = read(f"<html><body>{both}</body></html>", published=date(2024, 11, 16))
    assert (told.published, told.notes) == (date(2024, 11, 16), ())


def test_a_day_is_that_of_the_one_article_that_is_read(read):
    box = '<article><time datetime="2019-01-01">1 January 2019</time><p>Old news of then.</p></article>'
    body = f'<article><time datetime="2024-05-10">10 May</time>{TALKS}{TALKS}</article>{box}'
    article = read(f"<html><body>{body}</body></html>")
    assert (article.published, article.notes) == (DAY, ())


def test_articles_of_one_day_have_it(read):
    stories = "".join(
        f'<article><time datetime="2024-05-10">10 May</time>{text}</article>' for text in (FIRST, PACT)
    )
    assert read(f"<html><body>{stories}</body></html>").published == DAY
    undated = f'<article><time datetime="2024-05-10">10 May</time>{FIRST}</article><article>{PACT}</article>'
    assert read(f"<html><body>{undated}</body></html>").published is None


def test_a_list_of_headlines_has_no_day(read):
    data = ",".join(
        f'{{"@type":"NewsArticle","url":"https://a.example/{day}","datePublished":"2024-05-{day}"}}'
        for day in (10, 12)
    )
    items = "".join(
        f'<li><a href="/{n}">The leaders of the two states meet again, number {n}</a></li>' for n in range(20)
    )
    article = read(f"<html><head>{linked(f'[{data}]')}</head><body><ul>{items}</ul></body></html>")
    assert article.published is None
    assert "several days" in article.notes[0]


def test_entries_of_a_live_blog_do_not_make_it_several_articles(read):
    entries = "".join(
        f'<article><time datetime="2024-05-{day}">{day} May</time>{text}</article>'
        for day, text in ((12, FIRST), (11, PACT))
    )
    data = linked('{"@type":"LiveBlogPosting","datePublished":"2024-05-10","dateModified":"2024-05-12"}')
    article = read(f"<html><head>{data}</head><body><main>{entries}</main></body></html>")
    assert (article.published, article.notes) == (DAY, ())


# ---------------------------------------------------------------- how it is written


@pytest.mark.parametrize(
    "head",
    [
        "<meta name=date content=2024-05-10>",
        '<meta content="2024-05-10" itemprop="datePublished">',
        '<meta name="DC.date" content="2024-05-10">',
        '<meta name="DC.date.issued" content="2024-05-10">',
        '<meta property="dc:date dc:created" content="2024-05-10T08:00:00+03:00">',
        '<meta name="parsely-pub-date" content="2024-05-10T08:15:00Z">',
        '<meta name="sailthru.date" content="Fri, 10 May 2024 08:15:00 +0000">',
        '<meta name="sailthru.date" content="1715328900000">',
        '<meta property="article:published_time" content="2024-05-10T00:30:00+03:00">',
        '<meta name="citation_publication_date" content="2024/05/10">',
        '<meta name="date" content="20240510081500">',
        '<meta name="pubdate" content="10.05.2024">',
        '<meta name="pubdate" content="Fri May 10 08:15:00 UTC 2024">',
        '<meta property="article:published_time" content=""><meta name="date" content="n/a">' + STORY_DATA,
        '<meta property="article:published_time" content="2024-05">' + STORY_DATA,
        linked('{"@type":"NewsArticle","description":"a\nb","datePublished":"2024-05-10"}'),
        linked('/*<![CDATA[*/{"@type":"NewsArticle","datePublished":"2024-05-10"}/*]]>*/'),
        linked('//<![CDATA[\n{"@type":"NewsArticle","datePublished":"2024-05-10"};\n//]]>'),
        linked('<!-- {"@type":"NewsArticle","datePublished":["2024-05-10"]} -->'),
        '<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"2024-05-10"}</script>',
        linked('{"@type":"NewsArticle","datePublished":"2024-05-10"}'.replace('"', "&quot;")),
        '<meta name="govuk:first-published-at" content="2024-05-10T10:00:00+01:00">',
    ],
)
def test_a_declared_day_is_read(read, head: str):
    assert read(page(head)).published == DAY


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="05/06/2024">',
        '<meta name="date" content="2024-05">',
        '<meta property="article:modified_time" content="2024-05-10">',
        '<meta name="date" content="1970-01-01T00:00:00Z">',
        # The day of the answer, not of the article.
        '<meta http-equiv="date" content="Fri, 10 May 2024 08:15:00 GMT">',
        linked('{"@type":"NewsArticle","datePublished":'),
        linked("[" * 100_000),
    ],
)
def test_what_names_no_day_for_certain_gives_none(read, head: str):
    assert read(page(head)).published is None


@pytest.mark.parametrize(
    ("html", "url", "day"),
    [
        ('<html lang="en-GB">', "", date(2024, 6, 5)),
        ('<html lang="en-US">', "", date(2024, 5, 6)),
        ('<html lang="en">', "", None),
        ('<html lang="x y">', "", None),
        ("<html>", "https://post.example/2024/06/05/ruto", date(2024, 6, 5)),
        ('<html lang="en-US">', "https://post.example/2024-06-05-ruto", date(2024, 6, 5)),
        ("<html>", "https://post.example/2023/01/01/ruto", None),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_is_settled_by_language_or_address(read, html, url, day):
    assert read(page('<meta name="date" content="05/06/2024">', html=html), url=url).published == day


def test_a_moment_in_utc_is_of_the_day_that_the_page_shows():
    late = '<meta property="article:published_time" content="2025-01-15T16:30:00Z">'
    shown = f'<time datetime="2025-01-16T01:30:00+09:00">16 January</time>{TALKS}'
    assert read_article(raw_text("a", page(late, shown).encode())).published == date(2025, 1, 16)
    assert read_article(raw_text("a", page(late).encode())).published == date(2025, 1, 15)


def test_days_and_languages():
    assert read_day("13/05/2024") == read_day("05-13-2024") == date(2024, 5, 13)
    compact = ("20240510", "2024051008", "202405100815", "20240510081500", "20240510T081500Z")
    assert [read_day(one) for one in (*compact, "2024年5月10日", "1715328900", "1715328900000")] == [DAY] * 8
    assert read_day("31.02.2024") is None
    assert read_day("9" * 400) is None
    assert [puts_day_first(name) for name in ("fr", "en_IN", "ja", "", "zz-ZZ")] == [
        True,
        True,
        None,
        None,
        None,
    ]


# ---------------------------------------------------------------- publisher and address


@pytest.mark.parametrize(
    "data",
    [
        '[{"@type":"NewsArticle","publisher":"The Post"}]',
        '{"@graph":[{"@type":"NewsArticle","publisher":[{"name":"The Post"}],"headline":["Ruto meets"]}]}',
        '{"@graph":[{"@type":"NewsArticle","publisher":{"@id":"#us"}},'
        '{"@type":"Organization","@id":"#us","name":"The Post"}]}',
    ],
)
def test_a_publisher_is_read_as_text_list_or_reference(read, data: str):
    assert read(page(linked(data))).publisher == "The Post"


def test_an_amp_page_without_quotes_tells_day_publisher_and_address(read):
    head = (
        "<meta charset=utf-8><link rel=canonical href=https://post.example/amp-story>"
        '<script type=application/ld+json>{"@type":"NewsArticle","datePublished":"2024-05-10T08:00:00Z",'
        '"publisher":{"@type":"Organization","name":"Post"}}</script>'
    )
    article = read(page(head, html="<html amp>"))
    assert (article.published, article.publisher, article.url) == (
        DAY,
        "Post",
        "https://post.example/amp-story",
    )
    assert read(page('<link rel="canonical" href="javascript:alert(1)">')).url == ""


# ---------------------------------------------------------------- words


def test_times_of_sentences_are_words_of_the_text(read):
    told = TALKS.replace("on Tuesday", 'on <time datetime="2024-05-07">7 May 2024</time>')
    article = read(page("", told))
    assert "in Nairobi on 7 May 2024. The two" in article.text
    assert [str(draft.date) for draft in parse_article(article, date(2026, 11, 24)).drafts] == ["2024-05-07"]


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><head><title>News</title></head><body><script>let words = 'a b c';</script></body></html>",
        '<!DOCTYPE html><html><head><meta property="og:title" content="Pact signed"></head><body>'
        '<noscript>You need to enable JavaScript.</noscript><div id="root"></div></body></html>',
        "<html>",
    ],
)
def test_a_page_without_words_is_refused_by_name(read, page: str):
    with pytest.raises(InputError, match=r"page\.html is a page that holds no words"):
        read(page)


def test_a_page_of_which_little_can_be_read_says_so(read):
    head = '<meta property="article:published_time" content="2024-05-10">'
    wall = "<p>Subscribe to continue reading. Already a subscriber? Log in.</p>"
    assert "only 12 words could be read" in read(page(head, wall)).notes[0]
    assert read(page(head)).notes == ()
    long = linked('{"@type":"NewsArticle","wordCount":"900"}')
    assert "words could be read" in read(page(long)).notes[0]
    paid = linked('{"@type":"NewsArticle","isAccessibleForFree":"False"}')
    assert "behind a wall" in read(page(paid)).notes[0]
    # A page that promises nothing is as long as it is.
    assert (
        read("<html><body><p>Japan and Malaysia signed a pact on 3 May 2021.</p></body></html>").notes == ()
    )
