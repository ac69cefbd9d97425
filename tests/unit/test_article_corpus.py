"""The extractor on whole articles: our own, and the development corpus where it is at hand."""

from datetime import date
from pathlib import Path

import pytest

from etl.coding.extract import extract
from tests.article_scores import TODAY, score_folder, score_lines

OWN = Path(__file__).parent.parent / "data" / "articles"


def test_own_articles_keep_their_score():
    score = score_folder(OWN.glob("*.txt"))
    assert score.n_gold > 90
    assert score.f1 >= 0.88, score.wrong
    assert score.share("direction") >= 0.95, score.wrong
    assert score.share("status") >= 0.95, score.wrong
    assert score.share("precision") >= 0.95, score.wrong


def test_articles_without_an_act_give_none():
    score = score_folder(OWN.glob("*noevent*.txt"))
    assert score.n_gold == 0
    assert score.false_in_quiet == []


def test_development_corpus_meets_the_target(samples: Path):
    score = score_folder((samples / "data" / "articles" / "dev").glob("*.txt"))
    assert score.n_gold > 90
    assert score.f1 >= 0.85, score.wrong
    assert score.false_in_quiet == []
    for name in ("direction", "status", "tier"):
        assert score.share(name) >= 0.9, score.wrong


def test_the_first_article_gives_exactly_its_four_acts(samples: Path):
    text = (samples / "data" / "seed" / "japan-malaysia-summit.txt").read_text(encoding="utf-8")
    found = extract(text, date(2025, 1, 10), today=TODAY)
    told = {(e.type, e.actor, e.recipient, str(e.date), e.date_precision, e.status) for e in found.events}
    visits = [e for e in found.events if e.type == "leader_visit"]
    assert told == {
        ("summit", "JPN", "MYS", "2025-01-10", "day", "occurred"),
        ("leader_visit", "JPN", "MYS", str(visits[0].date), "day", "occurred"),
        ("partnership_upgrade", "JPN", "MYS", "2023-12-01", "month", "occurred"),
        ("summit", "IDN", "JPN", "2025-01-11", "day", "scheduled"),
    }
    assert visits[0].date in (date(2025, 1, 9), date(2025, 1, 10))
    assert visits[0].date_end is not None
    assert (visits[0].date_end - visits[0].date).days == 1
    assert {e.tier for e in found.events} == {"", "Comprehensive Strategic Partnership"}
    assert {e.place for e in found.events if e.type == "summit" and e.actor == "JPN"} == {"Putrajaya"}


def test_articles_of_another_writer_keep_their_score():
    """The rules were widened on this set; it shows no more than that nothing was lost again."""
    score = score_folder((OWN / "held-out-a").glob("*.txt"))
    assert score.n_gold > 100
    assert score.f1 >= 0.88, score.wrong
    assert score.false_in_quiet == []
    for name in ("direction", "status", "tier"):
        assert score.share(name) >= 0.9, score.wrong


def test_a_second_set_of_another_writer_keeps_its_score():
    """A floor against losses, no estimate for new articles: one rule quotes words that stand in this set."""
    score = score_folder((OWN / "held-out-b").glob("*.txt"))
    assert score.n_gold > 100
    assert score.f1 >= 0.78
    assert score.false_in_quiet == []
    for name in ("direction", "status"):
        assert score.share(name) >= 0.9


@pytest.mark.parametrize(
    ("name", "one_in", "least_gold", "least_f1", "least_precision", "shares"),
    [
        # Thresholds and dating were chosen on it: it flatters.
        ("held-out-c", 1, 800, 0.73, 0.77, ("direction", "status", "tier", "precision")),
        # Twenty-one sets by writers who saw neither corpus nor code; unread. Two titles of twelve are off.
        ("unread", 2, 1900, 0.70, 0.77, ("direction", "status", "precision")),
        # Ten more sets of such writers, eight of them read when rules were mended.
        ("held-out-d", 2, 1000, 0.72, 0.79, ("direction", "status", "precision")),
        # Plain press reports that nobody has read; their writers wrote the corpus.
        ("press", 1, 800, 0.77, 0.80, ("direction", "status", "precision")),
    ],
)
def test_articles_that_nothing_was_learnt_from(
    name: str, one_in: int, least_gold: int, least_f1: float, least_precision: float, shares: tuple[str, ...]
):
    """Floors against losses, no estimate for new articles.

    Of the two largest sets every second article is read: on a thousand acts and more a floor shows a loss as
    surely, in half the time. training/README.md tells how whole sets score.
    """
    score = score_lines(OWN / f"{name}.jsonl", one_in=one_in)
    precision, recall = score.n_matched / score.n_found, score.n_matched / score.n_gold
    assert score.n_gold > least_gold
    assert score.f1 >= least_f1, (precision, recall)
    assert precision >= least_precision
    for share in shares:
        assert score.share(share) >= 0.9, (share, score.share(share))
