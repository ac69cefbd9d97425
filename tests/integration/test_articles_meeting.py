"""Articles that tell of one happening, of two, or of one with a slip; and what a person answers then."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import Result

from db.errors import BilateralError, UsageError
from tests.integration.cli_runs import invoke as run

PAGE = (
    '<!DOCTYPE html><html><head><meta property="og:site_name" content="{paper}">'
    '<meta property="article:published_time" content="2024-03-14T08:00:00+03:00">'
    '<link rel="canonical" href="{url}"></head><body><article><p>{text}</p></article></body></html>'
)
MET = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Nairobi {when}."
SIGNED = "Kenya and Ghana signed an agreement on {what} in {where} on {day}."
RAISED = "Kenya and Ghana raised their ties to a {tier} {when}."


@pytest.fixture
def read(tmp_path: Path):
    """Load a text as a user does; options follow."""

    def load(text: str, *options: str, name: str = "text.txt") -> Result:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return run("ingest", "article", str(path), *options)

    return load


def page(tmp_path: Path, paper: str, text: str, *options: str) -> Result:
    """Load a version of the page of a paper, whole, so that it stands for the version before."""
    path = tmp_path / "page.html"
    path.write_text(PAGE.format(paper=paper, url=f"https://{paper.lower()}.example/a", text=text))
    return run("ingest", "article", str(path), *options)


def waiting(kind: str | None = None) -> list[dict]:
    rows = json.loads(run("review", "list", "--json").stdout)
    return [row for row in rows if kind in (None, row["kind"])]


def events(status: str = "all") -> list[dict]:
    try:
        result = run("events", "GHA", "KEN", "--status", status, "--format", "json")
    except BilateralError:
        return []
    return json.loads(result.stdout) if result.stdout.startswith("[") else []


def days(status: str = "occurred") -> list[str]:
    return sorted(event["date"][:10] for event in events(status))


@pytest.mark.parametrize(
    "order", list(permutations(("on 13 March 2024", "in March 2024", "on 12 March 2024")))
)
def test_a_wrong_day_is_one_question_in_any_order(read, order):
    for number, when in enumerate(order):
        read(MET.format(when=when), name=f"{number}.txt")
    [event] = events("proposed")
    assert event["n_evidence"] == 3
    [question] = waiting("contradiction")
    said = {"2024-03-12", "2024-03-13"}
    assert said <= set(question["says"].replace(",", "").split())
    assert question["other_side"]["evidence"][0]["quote"]
    assert question["proofs"]


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (("reject",), ["2024-03-13"]),
        (("accept",), ["2024-03-12"]),
        (("accept", "--apart"), ["2024-03-12", "2024-03-13"]),
    ],
)
def test_the_three_answers_to_a_contradiction(read, answer, left):
    read(MET.format(when="on 13 March 2024"), "--accept", name="a.txt")
    read(MET.format(when="on 12 March 2024"), "--accept", name="b.txt")
    assert days() == ["2024-03-13"], "nothing new counts before the answer"
    [question] = waiting("contradiction")
    assert run("review", answer[0], question["id"], *answer[1:]).exit_code == 0
    assert days() == left
    for name, day in (("a.txt", 13), ("b.txt", 12)):
        read(MET.format(when=f"on {day} March 2024"), "--accept", name=name)
    assert days() == left
    assert waiting() == []


def test_ten_articles_with_one_wrong_day_are_one_question(read):
    read(MET.format(when="on 13 March 2024"), name="a.txt")
    for number in range(4):
        read(f"Report {number}. " + MET.format(when="on 12 March 2024"), name=f"{number}.txt")
    assert len(waiting("contradiction")) == 1
    assert [event["n_evidence"] for event in events()] == [5]


def test_a_question_shows_each_side_with_all_who_say_so(read):
    for number, day in enumerate((13, 13, 12, 12, 14)):
        text = f"Report {number}. " + MET.format(when=f"on {day} March 2024")
        read(text, "--publisher", f"Paper {number}", name=f"{number}.txt")
    shown = run("review", "list").stdout
    told = [line.strip() for line in shown.split("Paper 2 says")[-1].split("\n\n")[0].splitlines()[1:]]
    sides = [(line.split(": ")[0], f"Paper {n}") for line in told for n in range(5) if f"Paper {n}" in line]
    assert sides == [
        ("the event", "Paper 0"),
        ("the event", "Paper 1"),
        ("the other side", "Paper 2"),
        ("the other side", "Paper 3"),
        ("another source, 2024-03-14", "Paper 4"),
    ]


def test_another_title_in_the_month_of_an_upgrade_is_a_question(read):
    read(RAISED.format(tier="Comprehensive Strategic Partnership", when="on 16 December 2023"), "--accept")
    read(RAISED.format(tier="Strategic Partnership", when="in December 2023"), name="b.txt")
    assert [one["kind"] for one in waiting()] == ["contradiction"]
    assert len(events()) == 1


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (("accept",), ["2023-12-16", "2025-01-10"]),
        (("reject",), ["2023-12-16"]),
        (("accept", "--event", "1"), ["2023-12-16"]),
    ],
)
def test_ties_raised_to_a_title_that_they_have_are_a_question(read, answer, left):
    title = "Comprehensive Strategic Partnership"
    read(RAISED.format(tier=title, when="on 16 December 2023"), "--accept", name="a.txt")
    read(RAISED.format(tier=title, when="on 10 January 2025"), "--accept", name="b.txt")
    assert days() == ["2023-12-16"], "nothing new counts before the answer"
    [question] = waiting()
    assert (question["kind"], [one["event_id"] for one in question["rivals"]]) == ("ambiguous", [1])
    assert run("review", answer[0], question["id"], *answer[1:]).exit_code == 0
    assert days() == left
    read(RAISED.format(tier=title, when="on 10 January 2025"), "--accept", name="b.txt")
    assert days() == left


def test_ties_raised_to_another_title_are_another_act(read):
    read(RAISED.format(tier="Strategic Partnership", when="on 16 December 2013"), "--accept", name="a.txt")
    read(
        RAISED.format(tier="Special Strategic Partnership", when="on 10 January 2025"),
        "--accept",
        name="b.txt",
    )
    assert days() == ["2013-12-16", "2025-01-10"]
    assert waiting() == []


def test_an_article_that_tells_both_days_tells_of_two_acts(read):
    read(MET.format(when="on 13 March 2024") + " " + MET.format(when="on 15 March 2024"))
    assert days("proposed") == ["2024-03-13", "2024-03-15"]
    assert waiting("contradiction") == []


def test_expulsions_three_days_apart_are_two(read):
    text = "Kenya expelled the Ghanaian ambassador on {day} March 2024."
    read(text.format(day=10), name="a.txt")
    read(text.format(day=12), name="b.txt")
    assert len(days("proposed")) == 2


@pytest.mark.parametrize(
    "order",
    list(
        permutations(
            (
                "Kenya severed diplomatic relations with Ghana on 12 March 2024.",
                "On 13 March 2024 Kenya recalled its envoy and broke off relations with Ghana.",
                "Kenya will cut diplomatic ties with Ghana on 15 March 2024, its president said.",
            )
        )
    ),
)
def test_a_break_of_relations_told_on_three_days_is_one(read, order):
    for number, text in enumerate(order):
        read(text, "--accept", "--published", "2024-03-14", name=f"{number}.txt")
    [event] = events()
    assert (event["n_evidence"], event["status"]) == (3, "occurred")
    said = " ".join(question["says"] for question in waiting("contradiction"))
    assert "2024-03-12" in said
    assert "2024-03-13" in said


def test_a_recall_before_a_break_of_relations_is_an_act_of_its_own(read):
    read("Kenya recalled its ambassador to Ghana on 11 March 2024.", name="a.txt")
    read("Kenya severed diplomatic relations with Ghana on 13 March 2024.", name="b.txt")
    assert days("proposed") == ["2024-03-11", "2024-03-13"]
    assert waiting("contradiction") == []


@pytest.mark.parametrize("is_plan_first", [True, False])
@pytest.mark.parametrize(
    ("plan", "told", "days_told"),
    [
        (
            "Kenya's President William Ruto will visit Ghana from 10 to 14 March 2024.",
            "Kenya's President William Ruto visited Ghana on 12 March 2024.",
            ("2024-03-10", "2024-03-14"),
        ),
        (
            "Kenya's President William Ruto and Ghana's President John Mahama will hold a summit in Accra "
            "from 11 to 13 March 2024.",
            "Kenya's President William Ruto held a summit with Ghana's President John Mahama in Accra on "
            "12 March 2024.",
            ("2024-03-12", None),
        ),
    ],
    ids=["a visit lasts as planned", "talks do not end when their plan did"],
)
def test_no_event_has_its_beginning_from_one_source_and_its_end_from_another(
    read, plan, told, days_told, is_plan_first
):
    texts = [(plan, "2024-03-05"), (told, "2024-03-15")]
    for number, (text, published) in enumerate(texts if is_plan_first else texts[::-1]):
        read(text, "--accept", "--published", published, name=f"{number}.txt")
    kind = "leader_visit" if "visit" in plan else "summit"
    [event] = [one for one in events("occurred") if one["type"] == kind]
    assert (event["date"][:10], (event["date_end"] or "")[:10] or None) == days_told
    assert event["n_evidence"] == 2
    assert waiting() == []


def test_a_mended_article_replaces_a_proposal(tmp_path):
    page(tmp_path, "Post", MET.format(when="on Wednesday"))
    for _ in range(2):
        page(tmp_path, "Post", MET.format(when="on Tuesday"))
        assert days("proposed") == ["2024-03-12"]
        assert len(waiting()) == 1
        assert [event["n_evidence"] for event in events()] == [1]


@pytest.mark.parametrize(("answer", "left"), [("accept", "2024-03-12"), ("reject", "2024-03-13")])
def test_a_mended_article_asks_about_what_was_accepted(tmp_path, answer, left):
    page(tmp_path, "Post", MET.format(when="on Wednesday"), "--accept")
    for _ in range(2):
        page(tmp_path, "Post", MET.format(when="on Tuesday"))
        assert days() == ["2024-03-13"]
        [question] = waiting()
        assert question["kind"] == "contradiction"
    assert question["says"] == "Post of 2024-03-14 corrected its article: was 2024-03-13, is now 2024-03-12"
    run("review", answer, question["id"])
    page(tmp_path, "Post", MET.format(when="on Tuesday"))
    assert days() == [left]
    assert waiting() == []


def test_what_an_article_no_longer_says_goes_or_is_asked_about(tmp_path):
    nothing = "The roses of Nairobi are late this year, and nobody in the city knows why that is."
    page(tmp_path, "Post", MET.format(when="on Wednesday"))
    page(tmp_path, "Post", nothing)
    assert events() == []
    page(tmp_path, "Post", MET.format(when="on Wednesday"), "--accept")
    for _ in range(2):
        page(tmp_path, "Post", nothing)
        [question] = waiting()
    assert (question["kind"], days()) == ("withdrawn", ["2024-03-13"])
    page(tmp_path, "Post", MET.format(when="on Wednesday"))
    assert waiting() == [], "it says so again"
    page(tmp_path, "Post", nothing)
    run("review", "accept", waiting()[0]["id"])
    assert (days(), days("rejected")) == ([], ["2024-03-13"])


def test_another_articles_proof_keeps_an_event(tmp_path, read):
    page(tmp_path, "Post", MET.format(when="on Wednesday"))
    read(MET.format(when="on 13 March 2024"), name="b.txt")
    page(tmp_path, "Post", "The roses of Nairobi are late this year, and nobody in the city knows why.")
    assert [(event["n_evidence"], event["review"]) for event in events()] == [(1, "proposed")]


def test_a_parameter_that_names_the_story_keeps_two_stories_apart(read):
    address = "https://paper.example/story.php?id={}&utm_source=feed"
    first = "Kenya's President William Ruto met Ghana's President John Mahama in Nairobi on 7 May 2024."
    second = "President John Mahama of Ghana held talks with Kenya's President William Ruto on 7 May 2024."
    for number, text in ((101, first), (202, second), (101, first)):
        read(text, "--url", address.format(number), name=f"{number}.txt")
    [event] = events("proposed")
    assert event["n_evidence"] == 2


def test_two_agreements_of_a_day_are_two(read):
    read(SIGNED.format(what="aviation", where="Nairobi", day="7 May 2024"), "--accept", name="a.txt")
    read(SIGNED.format(what="fisheries", where="Mombasa", day="7 May 2024"), "--accept", name="b.txt")
    read("On 7 May 2024 an aviation deal was signed by Ghana and Kenya.", "--accept", name="c.txt")
    assert sorted(event["n_evidence"] for event in events()) == [1, 2]


def test_agreements_that_may_be_one_are_a_question(read):
    read(SIGNED.format(what="aviation", where="Nairobi", day="7 May 2024"), "--accept", name="a.txt")
    read(SIGNED.format(what="air services", where="Nairobi", day="7 May 2024"), "--accept", name="b.txt")
    [question] = waiting("ambiguous")
    [aviation] = events("occurred")
    run("review", "accept", question["id"], "--event", str(aviation["event_id"]))
    assert [event["n_evidence"] for event in events()] == [2]
    assert waiting() == []


def test_an_undated_act_takes_a_day(read):
    read("Japan's PM is away. " + MET.format(when="on Tuesday"))
    read("Japan's PM is away. " + MET.format(when="on Tuesday"))
    [question] = waiting("undated")
    with pytest.raises(UsageError, match="has no day yet") as problem:
        run("review", "accept", question["id"])
    assert "--date YYYY-MM-DD" in problem.value.hint
    with pytest.raises(UsageError, match="no date"):
        run("review", "accept", question["id"], "--date", "2024-13-01")
    run("review", "accept", question["id"], "--date", "2024-03")
    [event] = events("occurred")
    assert (event["date"][:10], event["date_precision"]) == ("2024-03-01", "month")
    read("Japan's PM is away. " + MET.format(when="on Tuesday"))
    assert waiting() == []


def test_the_day_of_an_undated_act_is_asked_for_with_a_day_of_its_own(read):
    weeks_ago = f"{MET.format(when='weeks ago')} It was an open secret in both capitals."
    read(weeks_ago, "--published", "2022-06-01")
    [question] = waiting("undated")
    assert "--date 2022-06-01" in question["answers"]["it was on that day, month or year"]


def doubt(read) -> dict:
    """Two talks of a month, the first proposed, and a telling of the month alone."""
    read("The foreign ministers of Kenya and Ghana met in Nairobi on 4 March 2024.", name="a.txt")
    read("The foreign ministers of Kenya and Ghana met in Accra on 18 March 2024.", "--accept", name="b.txt")
    read("The foreign ministers of Kenya and Ghana met in March 2024.", "--accept", name="c.txt")
    [question] = waiting("ambiguous")
    return question


def test_an_ambiguous_row_is_given_to_the_event_that_a_person_names(read):
    question = doubt(read)
    with pytest.raises(UsageError, match="not a question between events"):
        run("review", "accept", question["id"], "--event", "99999")
    late = next(event for event in events() if event["date"].startswith("2024-03-18"))
    run("review", "accept", question["id"], "--event", str(late["event_id"]))
    assert [(event["date"][:10], event["n_evidence"]) for event in events("occurred")] == [("2024-03-18", 2)]


def test_a_rejected_rival_closes_the_question(read):
    doubt(read)
    early = next(event for event in events() if event["date"].startswith("2024-03-04"))
    run("review", "reject", str(early["event_id"]))
    assert waiting() == []
    assert [event["n_evidence"] for event in events("occurred")] == [2]
    assert days("rejected") == ["2024-03-04"]


def test_a_title_taken_from_another_article_changes_the_events_title(read):
    read(RAISED.format(tier="Strategic Partnership", when="on 5 May 2022"), "--accept", name="a.txt")
    read(RAISED.format(tier="Comprehensive Strategic Partnership", when="on 5 May 2022"), name="b.txt")
    [question] = waiting()
    assert "b.txt says" in question["says"]
    run("review", "accept", question["id"])
    [event] = events("occurred")
    assert event["title"].endswith("Comprehensive Strategic Partnership")


@pytest.mark.parametrize("is_first", [True, False])
def test_a_title_that_a_table_gives_goes_before_one_composed_by_rule(tmp_path, read, is_first):
    table = tmp_path / "ours.csv"
    table.write_text(
        "id,date,actor,recipient,type,title,source_url\n"
        "1,2024-03-12,KEN,GHA,summit,Ruto and Mahama settle the cocoa row,https://ours.example/1\n"
    )
    loads = [lambda: read(MET.format(when="on 12 March 2024"), "--accept")]
    loads.insert(0 if is_first else 1, lambda: run("ingest", "events", str(table)))
    for load in loads:
        load()
    [event] = events("occurred")
    assert (event["title"], event["n_evidence"]) == ("Ruto and Mahama settle the cocoa row", 2)
    run("loads", "undo", "1" if is_first else "2")
    assert [event["title"] for event in events()] == ["Leaders of Ghana and Kenya meet"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_title_names_a_step_that_its_articles_agree_on_and_none_where_they_name_two(read, order):
    texts = (
        "Kenya recalled its ambassador to Ghana on 12 March 2024.",
        "Kenya cut back its diplomatic ties with Ghana on 12 March 2024.",
        "Kenya expelled the Ghanaian ambassador on 12 March 2024.",
    )
    for number in order:
        read(texts[number], "--accept", name=f"{number}.txt")
        told = {event["title"] for event in events()}
        assert len(told) == 1
    assert told == {"Kenya cuts back its ties with Ghana"}


def test_hidden_events_are_found_again(read):
    read(MET.format(when="on 13 March 2024"))
    run("review", "reject", waiting()[0]["id"])
    with pytest.raises(BilateralError) as problem:
        run("events", "GHA", "KEN")
    assert "bilateral events GHA KEN --status rejected" in problem.value.hint
    assert days("rejected") == ["2024-03-13"]


def test_an_accepted_event_counts_on_while_another_article_proves_it(tmp_path, read):
    page(tmp_path, "Post", MET.format(when="on Wednesday"), "--accept")
    read(MET.format(when="on 13 March 2024"), name="b.txt")
    page(tmp_path, "Post", "The roses of Nairobi are late this year, and nobody in the city knows why.")
    assert days() == ["2024-03-13"]
    assert waiting() == []
