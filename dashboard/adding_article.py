"""Adding an article: the acts found beside the words that prove them; mended, taken or left, then loaded."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from itertools import pairwise

import streamlit as st

from dashboard import adding_event, changing, data, event_form, frame, intake, tables
from dashboard.components import scroll
from dashboard.event_words import STATES
from dashboard.grids import in_words
from dashboard.locales import day, day_field
from dashboard.wording import as_sentence, link, pair, plain, safe_url, spoken, topic_labels, type_label
from db.counting import counted
from db.engine import database_url
from db.errors import BilateralError, InputError
from db.vocabulary import EVENT_TYPES

_FOUND = "add-article.found"
_ASKED = "add-article.asked"
_ROUND = "add-article.round"
_TURNS = "add-article.turns"
MOST_CHARS = 400_000
ON_A_LEAF = 20
"""Acts that are shown at once."""

_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
"""A host with a dot, and perhaps a path: what stands in a browser's bar where it hides https://."""

_OTHER_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:/\S*", re.IGNORECASE)
"""One word that begins as an address does: ftp://, file:///."""

_Taken = tuple[int, intake.Act, dict[str, str]]
"""An act that a reader took: its number on the page, the act, and what its fields say."""


def show() -> None:
    """Show the text field, then what was found in it."""
    _ask()
    article: intake.Article | None = st.session_state.get(_FOUND)
    if article is not None:
        _show_article(article, key=f"article-{st.session_state.get(_ASKED, 0)}")


def _ask() -> None:
    """Show what is asked of an article; a submitted one is read.

    These fields are no form: a form's would be lost, until it is sent, with a look at another page.
    """
    key = f"add-article-{st.session_state.setdefault(_ROUND, 0)}"
    with st.container(border=True, key=f"{key}-form"):
        text = st.text_area(
            "The article's text, or its address",
            key=f"{key}-text",
            height=220,
            max_chars=MOST_CHARS,
            placeholder="Paste the text here, with its headline. Or one address: https://…",
            help="Read on this machine by fixed rules. Only an address that you give here is fetched.",
            persist_state="session",
        )
        with st.grid(3, min_column_width=200):
            published = st.date_input(
                "Published on",
                value=None,
                min_value=date(1900, 1, 1),
                max_value=data.today(),
                format=day_field(st.context.locale),
                key=f"{key}-published",
                help="“On Tuesday” is told against this day. Without it a partial date is never guessed.",
                persist_state="session",
            )
            publisher = st.text_input(
                "Publisher", max_chars=300, key=f"{key}-publisher", persist_state="session"
            )
            url = st.text_input(
                "Address of the text",
                max_chars=2_000,
                key=f"{key}-url",
                placeholder="https://",
                help="Kept as the proof.",
                persist_state="session",
            )
        is_sent = st.button("Find the events", key=f"{key}-go", type="primary", icon=":material/search:")
    if not is_sent:
        return
    st.session_state.pop(_FOUND, None)
    st.session_state.pop(_TURNS, None)
    changing.unsay()
    if not text.strip():
        frame.empty("There is no text to read.", "Paste an article, or its address, into the field above.")
        return
    if _BARE_ADDRESS.fullmatch(text.strip()):
        frame.empty(
            f"{text.strip()[:80]} looks like an address without its beginning.",
            f"An address begins with https://. Is it https://{text.strip()[:80]}?",
        )
        return
    if _OTHER_ADDRESS.fullmatch(text.strip()) and safe_url(text.strip()) is None:
        frame.empty(
            f"{text.strip()[:80]} is no address that is read here.",
            "It begins with https:// or http://. Of a file on your machine, paste the text.",
        )
        return
    if url.strip() and safe_url(url) is None:
        frame.empty(f"{url.strip()[:80]} is no web address.", "It begins with https:// or http://.")
        return
    try:
        with st.spinner("Reading the article …"):
            st.session_state[_FOUND] = intake.read_article(
                text, published=published, publisher=publisher.strip(), url=url.strip(), today=data.today()
            )
    except BilateralError as problem:
        changing.refuse(problem)
        return
    st.session_state[_ASKED] = st.session_state.get(_ASKED, 0) + 1


def _show_article(article: intake.Article, *, key: str) -> None:
    """Show the acts found beside the text, and the button that loads those that are taken."""
    for note in article.notes:
        st.warning(plain(as_sentence(note)) + ".", icon=":material/info:")
    if not article.acts:
        frame.empty(
            "No dated act between two states was found in this text.",
            "Only English is read. Countries that are merely named, plans called off, rumours and acts of "
            "organisations are no events. "
            "If one was missed, point at its words below.",
        )
        found, words = st.columns([5, 4], gap="large")
        with found:
            _ask_missed(article, key=key)
        with words:
            _show_text(article)
        return
    st.header(_found_words(article.acts), anchor=False)
    n_open = sum(not act.fields["date"] for act in article.acts)
    if n_open and article.published is None:
        st.info(
            f"**{_open_words(n_open, len(article.acts))}**, since no day of publication is known, and a "
            "partial date is never guessed. Give the day above and find again, write the date under Edit, or "
            "answer later.",
            icon=":material/event_busy:",
        )
    elif article.published:
        st.caption(f"Dates are told against {day(article.published)}, the day of publication.")
    if not article.url and not article.publisher:
        st.warning(
            "**Neither address nor publisher of this text is given.** The words would be kept as the proof, "
            "but nobody could look them up. Give one above and find again.",
            icon=":material/link_off:",
        )
    st.caption("Take what the words prove, mend what they say otherwise, and leave the rest.")
    found, words = st.columns([5, 4], gap="large")
    taken: list[_Taken] = []
    without_date: list[int] = []
    with found:
        shown = _show_leaf(article.acts, key=key)
        for number, act in enumerate(article.acts, start=1):
            fields = shown[number] if number in shown else _kept_act(act, key=f"{key}-{number}")
            if fields is not None and _no_date(fields):
                without_date.append(number)
            elif fields is not None:
                taken.append((number, act, fields))
        _ask_missed(article, key=key)
        n_undated = sum(_is_undated(fields) for *_, fields in taken)
        n = len(taken) - n_undated
        if without_date:
            st.warning(_left_out(without_date), icon=":material/event_busy:")
        elif not taken:
            st.markdown("Nothing is taken yet: tick what you want to add.")
        if n_undated and n:
            st.markdown(
                f"{_undated_words(n_undated)} {'goes' if n_undated == 1 else 'go'} to “What waits”, where "
                "you can give the day."
            )
        with st.container(horizontal=True, key=f"{key}-ways"):
            if st.button(
                f"Add {counted(n, 'event')}" if n or not n_undated else "Give the days later",
                key=f"{key}-load",
                type="primary",
                icon=":material/add:",
                disabled=not taken,
            ):
                changing.carry_out(
                    lambda: _load(article, taken),
                    lambda report: " ".join((_load_words(report), _left_out(without_date))).strip(),
                    then=_finish,
                )
            if st.button("Leave the article", key=f"{key}-leave", icon=":material/close:"):
                _put_away()
                st.rerun()
    with words:
        _show_text(article)


def _open_words(n_open: int, n_all: int) -> str:
    """Return how many of the events found have no date that can be relied on."""
    if n_open < n_all:
        return f"{n_open} of the {n_all} events {'has' if n_open == 1 else 'have'} no certain date"
    return {
        1: "The event has no certain date",
        2: "Neither event has a certain date",
    }.get(n_all, f"None of the {n_all} events has a certain date")


def _show_leaf(acts: Sequence[intake.Act], *, key: str) -> dict[int, dict[str, str] | None]:
    """Show as many acts as a browser bears, with the way to the others; return their fields by number.

    Each act has a dozen fields: with those of two hundred at once the page does not come up at all.
    """
    if len(acts) <= ON_A_LEAF:
        return {number: _show_act(number, act, key=f"{key}-{number}") for number, act in enumerate(acts, 1)}
    head, place = st.container(key=f"{key}-which"), st.container(key=f"{key}-leaf")
    n_leaves = -(-len(acts) // ON_A_LEAF)
    leaf = st.pagination(
        n_leaves,
        default=n_leaves if acts[-1].is_pointed_at else 1,
        key=f"{key}-leaf-of-{len(acts)}",
        on_change=_turn,
        persist_state="session",
    )
    first = (leaf - 1) * ON_A_LEAF + 1
    last = min(leaf * ON_A_LEAF, len(acts))
    with head:
        st.markdown(
            f"**Events {first} to {last} of {len(acts)}.** What is ticked among the others is added too."
        )
        with st.container(horizontal=True, key=f"{key}-all"):
            boxes = [f"{key}-{number}-take" for number in range(1, len(acts) + 1)]
            st.button(f"Tick all {len(acts)}", key=f"{key}-tick", on_click=_tick, args=(boxes, True))
            st.button("Tick none", key=f"{key}-untick", on_click=_tick, args=(boxes, False))
    with place:
        shown = {
            number: _show_act(number, acts[number - 1], key=f"{key}-{number}")
            for number in range(first, last + 1)
        }
    if n_turns := st.session_state.get(_TURNS, 0):
        scroll.to(f"{key}-which", f"{key}-turn-{n_turns}")
    return shown


def _turn() -> None:
    st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1


def _tick(boxes: Sequence[str], value: bool) -> None:
    for box in boxes:
        st.session_state[box] = value


def _kept_act(act: intake.Act, *, key: str) -> dict[str, str] | None:
    """Return the fields of an act that is not shown now, as they were left; None where it is not taken."""
    return event_form.kept(key, act.fields) if st.session_state.get(f"{key}-take", True) else None


def _ask_missed(article: intake.Article, *, key: str) -> None:
    """Show the field for words that tell an act which was not found; with them an event begins."""
    with st.expander("It missed one", icon=":material/playlist_add:", key=f"{key}-missed"):
        words = st.text_area(
            "The words that tell it, copied from the article",
            max_chars=300,
            height=80,
            key=f"{key}-words-{len(article.acts)}",
            help="At most 300 letters. They become the proof; what they may tell is filled in to be mended.",
        )
        if st.button("Begin an event with them", key=f"{key}-begin", icon=":material/edit_note:"):
            try:
                act = intake.act_at(article, words)
            except BilateralError as problem:
                changing.refuse(problem)
                return
            st.session_state[_FOUND] = replace(article, acts=(*article.acts, act))
            st.rerun()


def _found_words(acts: Sequence[intake.Act]) -> str:
    """Return how many acts were found, those that the reader began apart."""
    n_begun = sum(act.is_pointed_at for act in acts)
    n = len(acts) - n_begun
    begun = f", {n_begun} begun by you" if n_begun else ""
    return f"{n} {'event' if n == 1 else 'events'} found{begun}"


def _show_act(number: int, act: intake.Act, *, key: str) -> dict[str, str] | None:
    """Show one act with its fields; return them if it is taken, else None."""
    told = act.fields
    with st.container(border=True, key=f"{key}-box"):
        # The fields come first and are shown last: the head says what would be added, edits included.
        head = st.container(gap="small", key=f"{key}-head")
        with st.expander("Edit", icon=":material/edit:", key=f"{key}-edit", expanded=act.is_pointed_at):
            fields = event_form.show(key, told, is_kept=True)
        with head:
            title = fields["title"].strip() or "An event that you point at"
            is_taken = st.checkbox(
                spoken(f"{number}. {title}"),
                value=True,
                key=f"{key}-take",
                persist_state="session",
            )
            st.html(f'<div class="bil">{escape(_facts(act, fields))}<br><q>{escape(act.quote)}</q></div>')
            if text := _no_date(fields):
                st.error(plain(f"“{text}” is no date; write 2024-03-13, 2024-03 or 2024"))
            elif is_taken and _is_undated(fields):
                st.caption("It has no day. Write one under Edit, or it waits under “What waits”.")
    return fields if is_taken else None


def _facts(act: intake.Act, fields: Mapping[str, str]) -> str:
    """Return what the fields of an act say, in one line."""
    days = (fields["date"].strip(), fields["date_end"].strip())
    is_edited = any(fields[name].strip() != act.fields[name].strip() for name in fields)
    told = "guessed from your words: mend it" if act.is_pointed_at else f"confidence {fields['confidence']}"
    facts = (
        " – ".join(in_words(one, st.context.locale) for one in days if one) or "no date in the text",
        _who(fields, data.language()),
        type_label(fields["type"]) if fields["type"] else "",
        STATES[fields["status"]] if fields["status"] not in ("", "occurred") else "",
        fields["tier"],
        fields["place"],
        _topics(fields["topics"]),
        "edited by you" if is_edited else told,
    )
    return "; ".join(filter(None, facts))


def _topics(ids: str) -> str:
    topics = ids.split(";") if ids else []
    return f"{'topic' if len(topics) == 1 else 'topics'}: {topic_labels(topics)}" if topics else "no topic"


def _who(told: Mapping[str, str], language: str) -> str:
    """Return the two states of an act, with an arrow where it has a direction; "" where one is open."""
    if not told["actor"] or not told["recipient"]:
        return ""
    if told["type"] and not EVENT_TYPES[told["type"]].is_mutual:
        return tables.direction(told["actor"], told["recipient"], told["type"])
    return pair("-".join(sorted((told["actor"], told["recipient"]))), language)


def _is_undated(fields: Mapping[str, str]) -> bool:
    """Return whether an act has no day at all: a last day alone is a first one forgotten."""
    return not fields["date"].strip() and not fields["date_end"].strip()


def _no_date(fields: Mapping[str, str]) -> str:
    """Return what stands in the place of a date and is none; "" if nothing does."""
    for name in ("date", "date_end"):
        if text := fields[name].strip():
            try:
                intake.read_day(text)
            except InputError:
                return text
    return ""


def _left_out(numbers: Sequence[int]) -> str:
    """Return which events are not added, since their date is none; "" if there are no such."""
    which = ", ".join(map(str, numbers))
    if not numbers:
        return ""
    if len(numbers) == 1:
        return f"Event {which} is left out: its date is none."
    return f"Events {which} are left out: their dates are none."


def _undated_words(n: int) -> str:
    return f"{counted(n, 'act')} without a day"


def _keys(acts: Sequence[intake.Act]) -> list[str]:
    """Return a key for each act, also where two are alike but for their words (two agreements of a day)."""
    seen: Counter[str] = Counter()
    keys = []
    for act in acts:
        seen[act.key] += 1
        keys.append(act.key if seen[act.key] == 1 else f"{act.key}-{seen[act.key]}")
    return keys


def _load(article: intake.Article, taken: Sequence[_Taken]) -> intake.ArticleReport:
    drafts: list[intake.EventDraft] = []
    undated: list[intake.EventDraft] = []
    keys = _keys(article.acts)
    for number, act, fields in taken:
        is_undated = _is_undated(fields)
        stand_in = {"date": (article.published or data.today()).isoformat()} if is_undated else {}
        try:
            draft = adding_event.draft_of({**fields, **stand_in}, article.url, article.publisher, act.quote)
            proofs = tuple(
                replace(proof, published_on=article.published, quote_start=act.quote_start)
                for proof in draft.evidence
            )
            draft = replace(draft, source_event_id=keys[number - 1], evidence=proofs)
            intake.check_event(draft, today=data.today(), where=" under Edit", is_undated=is_undated)
        except InputError as problem:
            title = " ".join(fields["title"].split()) or "without a title"
            raise InputError(f"event {number}, “{title[:80]}”: {problem}", problem.hint) from problem
        (undated if is_undated else drafts).append(draft)
    return intake.load_article(database_url(), article, drafts, undated, today=data.today())


def _load_words(report: intake.ArticleReport) -> str:
    """Return what the loading of an article did."""
    words = [changing.load_words(report.load)]
    if n := report.n_waiting:
        words.append(f"{_undated_words(n)} {'waits' if n == 1 else 'wait'} for your answer.")
    if n := report.n_answered:
        words.append(f"{_undated_words(n)} {'was' if n == 1 else 'were'} answered before.")
    return " ".join(words)


def _finish(report: intake.ArticleReport) -> None:
    _put_away()
    changing.remember_load(report.load)


def _put_away() -> None:
    """Forget the article; the next one finds empty fields, not the day and publisher of this one."""
    del st.session_state[_FOUND]
    st.session_state[_ROUND] += 1


def _show_text(article: intake.Article) -> None:
    """Show the article's text, the words that prove an act marked with the number of the act."""
    head = [f"<strong>{escape(article.title)}</strong>"] if article.title else []
    about = ", ".join(
        part
        for part in (
            escape(article.publisher),
            escape(day(article.published, tag=st.context.locale)) if article.published else "",
            link(article.url),
        )
        if part
    )
    head += [about] if about else []
    spans = [
        (*span, number)
        for number, act in enumerate(article.acts, start=1)
        for span in ((act.start, act.end), act.day)
        if span is not None
    ]
    st.html(
        f'<div class="bil">{"<br>".join(head)}</div>'
        f'<div class="bil bil-text" tabindex="0" role="region" aria-label="The article">'
        f"{marked(article.text, spans)}</div>"
    )


def marked(text: str, spans: Sequence[tuple[int, int, int]]) -> str:
    """Return a text as HTML, everything escaped, with spans (begin, end, number) in marks that may overlap.

    >>> marked("a <b> c", [(2, 5, 1)])
    'a <mark>&lt;b&gt;<sup>1</sup></mark> c'
    """
    good = [(max(0, a), min(len(text), b), number) for a, b, number in spans]
    good = [span for span in good if span[0] < span[1]]
    cuts = sorted({0, len(text), *(a for a, _, _ in good), *(b for _, b, _ in good)})
    out: list[str] = []
    for begin, end in pairwise(cuts):
        piece = escape(text[begin:end])
        inside = [span for span in good if span[0] <= begin and end <= span[1]]
        ending = sorted(number for _, b, number in inside if b == end)
        label = f"<sup>{' '.join(str(one) for one in ending)}</sup>" if ending else ""
        out.append(f"<mark>{piece}{label}</mark>" if inside else piece)
    return "".join(out)
