"""`bilateral review`: what waits for a person, and the answers.

Two things wait: events that were extracted and are `proposed`, named by their event id (`12`), and questions,
such as sources that contradict each other, named `q` and a number (`q3`). Two events that may be one are a
question too, named by both (`d12-15`).
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

import click

from db.counting import counted
from db.terminal import days_told, db_option, echo_json, echo_table, one_line, records, today


@click.group()
def review() -> None:
    """List, accept or reject what waits for a decision."""


@review.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@db_option
def list_(as_json: bool, db_url: str | None) -> None:
    """List proposed events and open questions, with the words that prove them."""
    from db import engine, read

    store = engine.reader_engine(engine.database_url(db_url))
    items = read.review_items(store)
    rows = [*_proposed(store, read.events_in_doubt(items)), *_questions(store, items), *_duplicates(store)]
    ends = _last_days(store, rows)
    rows = [{**row, "date_end": ends.get(row["event_id"], "")} for row in rows]
    if as_json:
        echo_json(rows)
    elif rows:
        echo_table(
            ("id", "what", "pair", "date", "type", "title", "proof or question"),
            [
                [row[name] for name in ("id", "kind", "dyad")]
                + [days_told(row["date"], row["date_end"])]
                + [row[name] for name in ("type", "title", "says")]
                for row in rows
            ],
            limit=70,
        )
        for row in rows:
            if "answers" in row:
                _show_question(row)
        click.echo("accept or reject them by id: bilateral review accept ID ...", err=True)
        loads = Counter(row["load_id"] for row in rows if row["kind"] == "contradiction")
        for load_id, n_asked in sorted(loads.items()):
            if n_asked > 1:
                click.echo(
                    f"the {n_asked} contradictions of load {load_id} at once: "
                    f"bilateral review accept (or reject) --load {load_id}",
                    err=True,
                )
    else:
        click.echo("nothing waits for a decision")


def _last_days(store: Any, rows: list[dict[str, Any]]) -> dict[int, str]:
    """Return the last day of each event of `rows` that is known to have lasted for days."""
    from db import read
    from db.vocabulary import REVIEWS, STATUSES

    if not rows:
        return {}
    events = read.events(store, statuses=STATUSES, reviews=REVIEWS)
    lasting = events[events["date_end"].notna() & (events["date_precision"] == "day")]
    return {int(row["event_id"]): row["date_end"][:10] for row in records(lasting)}


def _proposed(store: Any, in_doubt: Collection[int]) -> Iterator[dict[str, Any]]:
    """Yield the proposed events but for those that a question asks about, which names them."""
    from db import read
    from db.vocabulary import STATUSES

    events = read.events(store, statuses=STATUSES, reviews=("proposed",))
    events = events[~events["event_id"].isin(list(in_doubt))]
    quotes: dict[int, str] = {}
    for row in records(read.evidence(store, [int(one) for one in events["event_id"]])):
        quotes.setdefault(int(row["event_id"]), str(row["quote"] or row["url"]))
    for row in records(events):
        yield {
            "id": str(row["event_id"]),
            "kind": "proposed",
            "dyad": row["dyad"],
            "date": _day_of(row),
            "type": row["type"],
            "title": row["title"],
            "says": quotes.get(row["event_id"], ""),
            "event_id": row["event_id"],
        }


def _questions(store: Any, items: Any) -> Iterator[dict[str, Any]]:
    from db import read, told

    asked = [row for row in records(items) if row["kind"] != "proposed"]  # their events are listed themselves
    rivals = {one for row in asked for one in (row["draft"] or {}).get("rivals", ())}
    known = _days_of_events(store, rivals)
    proofs: dict[int, list[dict[str, Any]]] = {}
    events = sorted({int(row["event_id"]) for row in asked if row["event_id"]} | rivals)
    disputed = {int(row["event_id"]) for row in asked if row["kind"] == "contradiction"}
    others = {one: told.other_days(store, one) for one in disputed}
    for proof in records(read.evidence(store, events)) if events else ():
        shown = {name: proof[name] or "" for name in ("publisher", "published_on", "url", "quote")}
        key = (proof["source_id"], proof["load_id"], proof["url"], proof["quote"])
        if gives := others.get(int(proof["event_id"]), {}).get(key):
            shown["gives"] = days_told(*gives)
        proofs.setdefault(int(proof["event_id"]), []).append(shown)
    for row in asked:
        draft = row["draft"] or {}
        theirs = [_who_says_what(one) for one in draft.get("evidence", ())]
        ours = proofs.get(int(row["event_id"] or 0), [])
        yield {
            "id": f"q{row['item_id']}",
            "kind": row["kind"],
            "dyad": row["dyad"]
            or "-".join(sorted(filter(None, (draft.get("actor"), draft.get("recipient"))))),
            "date": row["date"] or "",
            "type": row["type"] or draft.get("type", ""),
            "title": row["title"] or draft.get("title", ""),
            "says": row["message"],
            "event_id": row["event_id"],
            "load_id": row["load_id"],
            "other_side": row["draft"],
            "proofs": [one for one in ours if _who_says_what(one) not in theirs],
            "rivals": [
                {"event_id": one, "date": known[one], "proofs": proofs.get(one, [])}
                for one in draft.get("rivals", ())
                if one in known
            ],
            "answers": _answers(f"q{row['item_id']}", row["kind"], draft),
        }


def _who_says_what(proof: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(proof.get(name) or "") for name in ("publisher", "published_on", "url", "quote"))


def _days_of_events(store: Any, event_ids: Collection[int]) -> dict[int, str]:
    """Return the day of each event, as precisely as it is known."""
    from db import read
    from db.vocabulary import REVIEWS, STATUSES

    if not event_ids:
        return {}
    events = read.events(store, statuses=STATUSES, reviews=REVIEWS)
    return {
        int(row["event_id"]): _day_of(row)
        for row in records(events[events["event_id"].isin(list(event_ids))])
    }


def _day_of(row: dict[str, Any]) -> str:
    return str(row["date"])[: {"day": 10, "month": 7, "year": 4}[row["date_precision"]]]


def _duplicates(store: Any) -> Iterator[dict[str, Any]]:
    from db import read
    from db.vocabulary import EVENT_TYPES, REVIEWS, STATUSES

    events = read.events(store, statuses=STATUSES, reviews=REVIEWS)
    found = _twins(store, events, read.review_items(store, None))
    named = {one for twins in found for one in (twins.one, twins.other)}
    titles = dict(zip(events["event_id"], events["title"], strict=True))
    types = dict(zip(events["event_id"], events["type"], strict=True))
    days = {int(row["event_id"]): _day_of(row) for row in records(events) if row["event_id"] in named}
    proofs: dict[int, list[dict[str, Any]]] = {}
    for proof in records(read.evidence(store, sorted(named))) if named else ():
        told = {name: proof[name] or "" for name in ("publisher", "published_on", "url", "quote")}
        proofs.setdefault(int(proof["event_id"]), []).append(told)
    for twins in found:
        other_type = types[twins.other]
        kind = "" if other_type == twins.type else f", {EVENT_TYPES[other_type].label.lower()},"
        day = f" of {days[twins.other]}" if days[twins.other] != days[twins.one] else ""
        yield {
            "id": twins.name,
            "kind": "duplicate",
            "dyad": twins.dyad,
            "date": days[twins.one],
            "type": twins.type,
            "title": titles[twins.one],
            "says": f"event {twins.other}{day}{kind} may be the same happening: {titles[twins.other]}",
            "event_id": twins.one,
            "other_side": {"event_id": twins.other, "evidence": proofs.get(twins.other, [])},
            "proofs": proofs.get(twins.one, []),
            "answers": {
                "the same happening, one event": f"bilateral review accept {twins.name}",
                "two happenings, keep both": f"bilateral review reject {twins.name}",
            },
        }


def _twins(store: Any, events: Any, items: Any) -> list[Any]:
    from db import read
    from etl.joining.duplicates import probable
    from etl.joining.near_pairs import near_pairs

    apart = read.pairs_apart(store)
    return [*probable(events, apart), *near_pairs(events, items[items["status"] != "open"], apart)]


def _asked(store: Any) -> set[str]:
    """Return the names of the questions that wait."""
    from db import read
    from db.vocabulary import REVIEWS, STATUSES

    items = read.review_items(store, None)
    asked = items[(items["status"] == "open") & (items["kind"] != "proposed")]
    events = read.events(store, statuses=STATUSES, reviews=REVIEWS)
    return {f"q{one}" for one in asked["item_id"]} | {one.name for one in _twins(store, events, items)}


def _answers(name: str, kind: str, draft: dict[str, Any]) -> dict[str, str]:
    """Return what may be answered to a question: command by meaning."""
    accept, reject = f"bilateral review accept {name}", f"bilateral review reject {name}"
    if kind == "contradiction":
        return {
            "take the other side": accept,
            "keep what the event says": reject,
            "two events": f"{accept} --apart",
        }
    if kind == "ambiguous":
        rivals = {f"it is event {one}": f"{accept} --event {one}" for one in draft.get("rivals", ())}
        return {**rivals, "an event of its own": accept, "leave it out": reject}
    if kind == "withdrawn":
        return {"take the event out": accept, "keep it": reject}
    if kind == "undated" and draft.get("type"):
        from etl.joining.answers import example_day

        given = f"{accept} --date {example_day(draft)}"
        return {"it was on that day, month or year": given, "leave it out": reject}
    return {"leave it out": reject}


def _show_question(row: dict[str, Any]) -> None:
    """Print a question whole: both sides with their proofs, and the answers that it may have."""
    click.echo(f"\n{row['id']}: {one_line(row['says'], 400)}")
    other = row["other_side"] or {}
    is_open = row["kind"] == "ambiguous"
    ours, theirs, others = _by_day_given(row)
    sides = [
        *((f"event {one['event_id']} of {one['date']}", one["proofs"]) for one in row.get("rivals", ())),
        ("beside it" if is_open else "the event", ours),
        ("the words in question" if is_open else "the other side", [*other.get("evidence", ()), *theirs]),
        *((f"another source, {one['gives']}", [one]) for one in others),
    ]
    for side, proofs in sides:
        for proof in proofs:
            where = ", ".join(
                filter(None, (str(proof.get(k) or "") for k in ("publisher", "published_on", "url")))
            )
            words = f"“{proof['quote']}”" if proof.get("quote") else ""
            click.echo(f"    {side}: {one_line(' '.join(filter(None, (words, where))), 500)}")
    for meaning, command in row["answers"].items():
        click.echo(f"    {meaning}: {command}")


def _by_day_given(row: dict[str, Any]) -> tuple[list[dict[str, Any]], ...]:
    """Return the proofs of an event that give its day, those that give the other side's, and all others.

    An event may be disputed by several sources: who contradicts it as well does not speak for it.
    """
    draft = row["other_side"] or {}
    if row["kind"] != "contradiction" or not draft.get("date"):
        return row["proofs"], [], []
    theirs = days_told(draft["date"], draft.get("date_end"), draft.get("date_precision") or "day")
    kept: tuple[list[dict[str, Any]], ...] = ([], [], [])
    for proof in row["proofs"]:
        gives = proof.get("gives", "")
        kept[(1 if gives == theirs else 2) if gives else 0].append(proof)
    return kept


load_option = click.option(
    "--load", "load_id", type=int, metavar="LOAD", help="All contradictions that this load opened."
)


@review.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@load_option
@click.option(
    "--date", "day", default="", metavar="DAY", help="Day of an undated act: 2024-03-13, 2024-03, 2024."
)
@click.option(
    "--event", type=int, metavar="EVENT", help="The event that the row of an ambiguous question tells of."
)
@click.option("--apart", is_flag=True, help="The two sides of a contradiction are two events; both count.")
@db_option
def accept(
    ids: tuple[str, ...],
    load_id: int | None,
    day: str,
    event: int | None,
    apart: bool,
    db_url: str | None,
) -> None:
    """Accept proposed events (they move the curve at once) or the other side of a question.

    The list says which answers a question may have. A table that meets another may open many alike:

    \b
      bilateral review accept --load 7             its dates and titles hold
      bilateral review accept --load 7 --apart     its rows are events of their own
      bilateral review reject --load 7             what the events say holds
    """
    from db.errors import UsageError

    ids = (*ids, *_asked_by(load_id, ids, db_url))
    if (day or event is not None or apart) and not all(word.startswith("q") for word in ids):
        raise UsageError("--date, --event and --apart answer questions", "name them as the list does: q3")
    if event is not None and len(ids) > 1:
        raise UsageError("--event answers one question", "answer them one by one")
    _decide(ids, "accepted", db_url, day=day, event_id=event, apart=apart)


@review.command()
@click.argument("ids", nargs=-1, metavar="ID...")
@load_option
@db_option
def reject(ids: tuple[str, ...], load_id: int | None, db_url: str | None) -> None:
    """Reject proposed events (they stay hidden), keep what an event says, or keep two events apart.

    Hidden events are listed by: bilateral events A B --status rejected
    """
    _decide((*ids, *_asked_by(load_id, ids, db_url)), "rejected", db_url)


def _asked_by(load_id: int | None, ids: tuple[str, ...], db_url: str | None) -> list[str]:
    """Return the names of the open contradictions that a load opened.

    Raises:
        UsageError: Nothing is named, or the load opened none that is still open.
    """
    from db import engine, read
    from db.errors import UsageError

    if load_id is None:
        if not ids:
            raise UsageError("nothing is named", "name ids of bilateral review list, or --load LOAD")
        return []
    items = read.review_items(engine.reader_engine(engine.database_url(db_url)))
    asked = items[(items["load_id"] == load_id) & (items["kind"] == "contradiction")]
    if asked.empty:
        raise UsageError(f"load {load_id} opened no contradiction that waits", "list: bilateral review list")
    return [f"q{one}" for one in asked["item_id"]]


@review.command()
@click.argument("answer", metavar="ID")
@db_option
def undo(answer: str, db_url: str | None) -> None:
    """Take back the answer to a question, such as q3, or what was said of two events, such as d12-15.

    It is asked again, and the event says what it said before; of a pair both stand.
    """
    from db import engine, schema
    from db.errors import UsageError
    from etl.joining.duplicates import take_back
    from etl.pipeline import undo_answer

    events, questions, pairs = _sorted_ids((answer,))
    if events:
        raise UsageError(
            f"event {answer} was accepted or rejected, which is no answer to a question",
            f"decide anew: bilateral review accept {answer}, or reject {answer}",
        )
    url = engine.database_url(db_url)
    schema.require_current(url)
    store = engine.writer_engine(url)
    if questions:
        undo_answer(store, questions[0])
        click.echo(f"{answer} is asked again")
        return
    back = take_back(store, *pairs[0])
    click.echo(f"event {back} stands by itself again" if back else f"{answer} is asked again")


def _decide(ids: tuple[str, ...], decision: str, db_url: str | None, **answer: Any) -> None:
    from db import engine, schema
    from etl.joining.duplicates import keep_apart, merge_events
    from etl.pipeline import decide, resolve_reviews

    events, questions, pairs = _sorted_ids(ids)
    url = engine.database_url(db_url)
    schema.require_current(url)
    store = engine.writer_engine(url)
    before = _asked(store)
    n_questions = resolve_reviews(store, questions, decision, today=today(), **answer) if questions else 0
    n_events = decide(store, events, decision) if events else 0
    for one, other in pairs:
        (merge_events if decision == "accepted" else keep_apart)(store, one, other)
    done = [f"{n_events} of {len(events)} events {decision}"] if events else []
    if questions:
        done.append(f"{n_questions} of {len(questions)} questions answered")
        click.echo(f"take an answer back with: bilateral review undo q{questions[0]}", err=True)
    if pairs:
        what = "made one" if decision == "accepted" else "kept apart"
        done.append(f"{counted(len(pairs), 'pair')} of events {what}")
        click.echo("take an answer back with: bilateral review undo d12-15", err=True)
    if along := sorted(before - _asked(store) - set(ids)):
        click.echo(f"that also settles {', '.join(along)}", err=True)
    click.echo(", ".join(done))


def _sorted_ids(ids: tuple[str, ...]) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Return event ids, question ids, and pairs of event ids.

    Raises:
        UsageError: A word is none of them.
    """
    from db.errors import UsageError

    events: list[int] = []
    questions: list[int] = []
    pairs: list[tuple[int, int]] = []
    for word in ids:
        if two := re.fullmatch(r"d([0-9]{1,15})-([0-9]{1,15})", word):
            pairs.append((int(two[1]), int(two[2])))
            continue
        digits = word.removeprefix("q")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
            raise UsageError(
                f"{word!r} is no id", "ids are 12, q3 or d12-15, as listed by: bilateral review list"
            )
        (questions if word.startswith("q") else events).append(int(digits))
    return events, questions, pairs
