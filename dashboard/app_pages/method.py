"""What the numbers mean: formulas, the weights in force and how to change them, the test, limits."""

import math
from datetime import date
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import address, data, grids, tables
from dashboard.components import viewport
from dashboard.locales import brief
from dashboard.measures.badges import THRESHOLD
from dashboard.measures.intensity import METHODS
from dashboard.measures.key_figures import key_figures
from dashboard.measures.stock import FEW_EVENTS, LEVEL_SCALE, NET_OFFSET
from dashboard.selection import Selection
from dashboard.wording import country, number, pair, plain
from db.vocabulary import DEFAULT_SCALE, EVENT_TYPES, HALF_LIFE_DAYS, LEVELS, SCALES

PAGE = {
    "title": "Method",
    "icon": "function",
    "rank": 90,
}

HALF_LIVES = {
    "talk": "Talk: calls, protests, threats",
    "meet": "Meetings and visits",
    "act": "Acts: aid, exercises, sanctions, clashes",
    "institution": "Institutions: agreements, partnerships",
}
EDITOR = "method.editor"
tag, language = st.context.locale, data.language()


def is_same(typed: float | None, score: float) -> bool:
    """Return whether a cell of the table says what is in force; an emptied cell never does."""
    return typed is not None and (math.isclose(typed, score) or (math.isnan(typed) and math.isnan(score)))


def editor() -> tuple[str, dict[str, float]]:
    """Return the key of the table of scores and what it started from; a new one where the view changed.

    The table keeps what was typed as changes on top of what it was made of, so it is made anew whenever the
    two together are no longer what the address says: after a reset, a link, the back button, another scale.
    """
    view = address.selection()
    in_force = {name: view.weights.score(name) for name in EVENT_TYPES}
    kept = st.session_state.get(EDITOR)
    if kept is not None:
        key, scale, start = kept
        typed = st.session_state.get(key, {}).get("edited_rows", {})
        told = dict(start)
        for row, cells in typed.items():
            told[list(EVENT_TYPES)[int(row)]] = cells.get("score", math.nan)
        if scale == view.scale and all(is_same(told[name], in_force[name]) for name in EVENT_TYPES):
            return key, start
    number_of = int(kept[0].rpartition("-")[2]) + 1 if kept else 0
    st.session_state[EDITOR] = f"w-scores-{number_of}", view.scale, in_force
    return f"w-scores-{number_of}", in_force


def take_scores(key: str) -> None:
    """Write the scores that the reader typed into the address; an emptied one is the scale's own again."""
    view = address.selection()
    scores = dict(view.scores)
    base = SCALES[view.scale].scores
    types = list(EVENT_TYPES)
    for row, cells in st.session_state[key]["edited_rows"].items():
        if "score" not in cells:
            continue
        name, typed = types[int(row)], cells["score"]
        if typed is None or (name in base and math.isclose(float(typed), base[name])):
            scores.pop(name, None)
        else:
            scores[name] = min(max(float(typed), -10.0), 10.0)
    address.change(scores=tuple(sorted(scores.items())))


def take_half_life(name: str) -> None:
    """Write a half-life that the reader chose into the address."""
    days = float(st.session_state[f"w-half-{name}"])
    half_lives = dict(address.selection().half_lives)
    if math.isclose(days, HALF_LIFE_DAYS[name]):
        half_lives.pop(name, None)
    else:
        half_lives[name] = days
    address.change(half_lives=tuple(sorted(half_lives.items())))


def take_scale() -> None:
    """Write the chosen scale into the address; scores that equal its own are no changes any more."""
    scale = st.session_state["w-scale"]
    base = SCALES[scale].scores
    kept = tuple((name, score) for name, score in address.selection().scores if base.get(name) != score)
    address.change(scale=scale, scores=kept)


def show_weights() -> None:
    """Show the weights in force, for reading and for changing."""
    view = address.selection()
    # One line in any case, so that the table below does not move under the reader's hands.
    with st.container(horizontal=True, vertical_alignment="center", key="weights-state"):
        st.button(
            "Back to the default weights",
            key="w-default-weights",
            icon=":material/restart_alt:",
            disabled=not view.weights.changes,
            on_click=lambda: address.change(scale=DEFAULT_SCALE, scores=(), half_lives=()),
        )
        if view.weights.changes:
            st.markdown(f"**Changed:** {plain('; '.join(view.weights.changes_in_words))}.", width="stretch")
        else:
            st.markdown("These are the defaults.", width="stretch")
    st.session_state["w-scale"] = view.scale
    st.selectbox(
        "Scale",
        list(SCALES),
        format_func=lambda one: f"{SCALES[one].title} ({one})",
        key="w-scale",
        on_change=take_scale,
        help="A named table that gives each kind of act a score from −10 to +10.",
    )
    st.caption(
        f"{plain(SCALES[view.scale].citation.rstrip('.'))}. Licence: {plain(SCALES[view.scale].licence)}."
    )
    st.markdown("**Half-lives**: the days after which an act counts half. Ours, motivated by the literature.")
    with st.grid(4, min_column_width=200):
        for name, days in HALF_LIFE_DAYS.items():
            st.session_state[f"w-half-{name}"] = int(
                (view.weights.half_lives and dict(view.half_lives).get(name, days)) or days
            )
            st.slider(
                HALF_LIVES[name],
                min_value=int(min(days / 2, st.session_state[f"w-half-{name}"])),
                max_value=int(max(days * 2, st.session_state[f"w-half-{name}"])),
                step=1,
                format="%d days",
                key=f"w-half-{name}",
                on_change=take_half_life,
                args=(name,),
            )
    base = SCALES[view.scale].scores
    table, start = editor()
    st.markdown("**Scores**: click a score to change it. An empty score takes the scale's own again.")
    rows = pd.DataFrame(
        {
            "label": [one.label for one in EVENT_TYPES.values()],
            "score": [start[name] for name in EVENT_TYPES],
            "own": [base.get(name, math.nan) for name in EVENT_TYPES],
            "side": [tables.SIDES[one.sign] for one in EVENT_TYPES.values()],
            "level": ["by level" if one.usual_level else "1" for one in EVENT_TYPES.values()],
            "half_life": [view.weights.half_life(name) for name in EVENT_TYPES],
            "plover": [one.plover for one in EVENT_TYPES.values()],
            "cameo": [one.cameo for one in EVENT_TYPES.values()],
        }
    )
    columns = {
        # On a phone the scores that are there to be changed must be seen beside it.
        "label": st.column_config.TextColumn("Kind of event", width=190 if viewport.is_narrow() else 300),
        "score": grids.number_column("Score in force", 1, sign=True, min_value=-10, max_value=10, step=0.1),
        "own": grids.number_column("Of the scale", 1, sign=True),
        "side": st.column_config.TextColumn("Counts as"),
        "level": st.column_config.TextColumn("Factor"),
        "half_life": st.column_config.NumberColumn("Half-life, days", format="localized"),
        "plover": st.column_config.TextColumn("PLOVER"),
        "cameo": st.column_config.TextColumn("CAMEO"),
    }
    st.data_editor(
        rows,
        key=table,
        on_change=take_scores,
        args=(table,),
        hide_index=True,
        num_rows="fixed",
        height=38 + 35 * len(EVENT_TYPES),
        disabled=["label", "own", "side", "level", "half_life", "plover", "cameo"],
        alt="Scores in force for each kind of event",
        column_config=columns,
    )
    grids.print_in_full(rows, columns)


def show_formula(text: str) -> None:
    """Show a formula, each of its equations on a line of its own: side by side a narrow window cuts them."""
    st.latex(r"\begin{gathered}" + r" \\[0.5em] ".join(text.split(r"\qquad")) + r"\end{gathered}")


def show_effect() -> None:
    """Show what the changed weights do to the chosen pair."""
    view = address.selection()
    if view.dyad is None or not view.weights.changes:
        return
    record = data.record(view)
    if record.events.empty:
        return
    now = key_figures(record, view.weights, data.today())
    before = key_figures(record, Selection().weights, data.today())
    names = "–".join(country(one, language) for one in view.dyad)
    rows = [
        (
            label,
            number(getattr(before, name), digits, sign=sign, tag=tag),
            number(getattr(now, name), digits, sign=sign, tag=tag),
        )
        for label, name, digits, sign in (
            ("Net", "net", 0, True),
            ("Cooperation, points", "cooperation", 1, False),
            ("Friction, points", "friction", 1, False),
        )
    ]
    st.markdown(f"**What the change does to {plain(names)}**")
    with st.container(width=560):
        tables.html_table(
            [("", False), ("By default", True), ("As changed", True)],
            rows,
            caption="Effect of the changed weights",
        )


def show_validation() -> None:
    """Show how the index does on episodes that are known from elsewhere, with the weights in force."""
    found = data.known_episodes(address.selection())
    if found.empty:
        st.markdown("The store holds none of the pairs of this list.")
        return
    st.markdown(
        f"**{int(found['holds'].sum())} of {len(found)} hold** under the weights in force. They were "
        f"known before "
        "the index was made, so they test whether it shows what every observer saw, not whether it predicts. "
        "Choose a pair to see the years on its curve."
    )
    expected = {
        "fall": "falls by 10 or more",
        "rise": "rises by 10 or more",
        "below_zero": "below 0 throughout",
        "low": "lowest point",
        "break": "a break",
    }
    tables.html_table(
        [
            (name, False)
            for name in ("Pair", "Episode", "Expected", "Months", "Measured", "Holds", "Published by")
        ],
        [
            (
                f'<a href="{plain_html(years_link(row))}" target="_self">'
                f"{plain_html(pair(row.dyad, language))}</a>",
                plain_html(row.words),
                plain_html(expected.get(row.kind, row.kind)),
                plain_html(months_of(row)),
                plain_html(row.measured),
                "yes" if row.holds else "<strong>no</strong>",
                plain_html(row.anchor or "common knowledge"),
            )
            for row in found.itertuples(index=False)
        ],
        caption="Known episodes and what the index shows",
    )
    failed = found[~found["holds"]]
    if len(failed):
        st.markdown(
            "**What does not hold.** "
            + " ".join(
                f"{plain(pair(row.dyad, language))}, {plain(row.words[:1].lower() + row.words[1:])} "
                f"({row.first[:4]}): {plain(row.measured)}"
                + (f", though {plain(row.anchor)} reports one." if row.kind == "break" else ".")
                for row in failed.itertuples(index=False)
            )
        )


def months_of(row: Any) -> str:
    """Return the months of an episode, for a cell."""
    return " – ".join(grids.in_words(one, tag) for one in dict.fromkeys((row.first, row.last)))


def years_link(row: Any) -> str:
    """Return the address of a pair's curve around an episode."""
    first, _, second = row.dyad.partition("-")
    begin, end = int(row.first[:4]), int(row.last[:4])
    return address.link(
        "dyad",
        country_a=first,
        country_b=second,
        since=date(begin - 2, 1, 1),
        until=date(end + 2, 12, 31),
        breaks=row.kind == "break",
    )


def plain_html(text: str) -> str:
    """Return text for a cell."""
    return escape(str(text))


st.title("How the numbers are made", anchor=False)
st.html(
    '<p class="bil bil-standfirst">Each event gets the score of its kind and then fades. Cooperation and '
    "friction are added up apart, so a busy quarrel and a quiet friendship never look the same.</p>"
)

st.header("The default: a stock of events that fade", anchor="formulas")
st.markdown(
    "An act counts by the weight of its kind and by who met. Its weight halves again and again: talk is "
    "nearly forgotten after a year, a treaty is felt for many. What is left on a day of all acts before it, "
    "those of cooperation and those of friction apart, is the value of that day."
)
st.markdown(
    "As a formula: an event $e$ of score $w_e$ at level $m_e$ on day $d_e$ adds, on a later day $t$ with "
    "half-life $H_e$,"
)
st.latex(r"x_e(t) = |w_e|\, m_e\, 2^{-(t-d_e)/H_e}")
st.markdown(
    "Cooperation $C$ sums the events with a positive score, friction $F$ those with a negative one. "
    "From them:"
)
show_formula(r"\text{balance}\; B = C - F \qquad \text{intensity}\; I = C + F")
st.latex(rf"\text{{net}}\; N = 100\,\frac{{C - F}}{{C + F + {NET_OFFSET:g}}}")
st.markdown(
    f"""
- **Net** is free of volume: the number by which pairs may be compared.
- **Activity** is $100\\,(1 - e^{{-I/{LEVEL_SCALE:g}}})$, the same for all; shown for one pair at a time.
- **Few events**: the effective number is $\\sum 2^{{-(t-d_e)/H_e}}$; under {FEW_EVENTS:g} it is thin.
- **One visit counts once**: of the visits, summits and talks that fall within a day of each other, the
  weightiest counts for all; the others add nothing and say with which they are counted.
- **Trend**: eased or strained where net moved by {THRESHOLD:g} or more over twelve covered months.
- **Dates**: a month without a day sits on the 15th, a year without a month on 1 July.
- **Building up**: the first five covered years: earlier acts were not collected, so nothing is compared
  across them.
- **Bands** (events): 500 draws in which each event counts 0, 1, 2 or more times by chance, 10th to 90th
  percentile. **Bands** (method): lowest to highest over half-lives halved and doubled and both scales.
- **Breaks**: PELT on the month ends of net, at least 6 months apart; each with the events of 45 days
  around it.
"""
)

st.header("Weights in force", anchor="weights")
st.markdown(
    "Change them for this view: they go into the address, every page follows, and every file names them."
)
show_weights()
show_effect()
st.markdown("**Level factors** $m_e$: for meetings and calls, by who met; 1 for every other act. Ours.")
with st.container(width=420):
    tables.html_table(
        [("Level", False), ("Factor", True)],
        [(plain_html(one.label), brief(one.factor, tag)) for one in LEVELS.values()],
        caption="Level factors",
    )

st.header("The methods to choose from", anchor="methods")
st.markdown(
    "Chosen in the sidebar of “Two countries”. All read the same events; they answer different questions."
)
for one in METHODS.values():
    with st.container(border=True, key=f"method-{one.id}"):
        st.html(
            f'<div class="bil"><strong>{plain_html(one.label)}</strong> <code>{plain_html(one.id)}</code><br>'
            f"In {plain_html(one.unit)}. {plain_html(one.source)}"
            + (f"<br><strong>Take care:</strong> {plain_html(one.caution)}" if one.caution else "")
            + "</div>"
        )
        if one.formula:
            show_formula(one.formula)

st.header("Does it show what is known?", anchor="validation")
show_validation()

st.header("Limits", anchor="limits")
st.markdown(
    """
- The shipped events are a sourced selection, not a census. Leaders' meetings are near complete from about
  2010, ministers' and officials' level partial, little before 2004; the effort differs by pair. Compare
  shapes, turns and net between pairs, not levels.
- Inside the coverage “no recorded event” is no proof that nothing happened.
- Scores are experts' judgements about kinds of acts. They ignore size: a small grant and a large one score
  alike.
- Half-lives and level factors are ours; change them above and see what holds.
- A press source proves that an act was reported. Confidence says how well it is attested.
- Titles of partnership rank only within one country's own usage, and are never turned into numbers.
"""
)

st.header("References", anchor="references")
st.markdown(
    """
- Lerner, Bussmann, Snijders & Brandes (2013), Modeling frequency and type of interaction in event networks,
  *Corvinus Journal of Sociology and Social Policy* 4; Lerner & Lomi (2020), Reliability of relational event
  model estimates under sampling, *Network Science* 8: events that fade.
- Du, Ju, Ramirez & Yao (2017), Bilateral trade and shocks in political relations, *Journal of International
  Economics* 108: ordinary political shocks fade within months.
- PLOVER manual (Open Event Data Alliance): scores, CC BY-SA 4.0. Its ACCUSE +3 is a lost minus sign; −3 is
  used.
- Goldstein (1992), A conflict-cooperation scale for WEIS events data, *Journal of Conflict Resolution* 36.
- Yan & Zhou (2004), the Tsinghua series of China's bilateral relations: the method by grades.
- Killick, Fearnhead & Eckley (2012), Optimal detection of changepoints with a linear computational cost,
  *Journal of the American Statistical Association* 107.
- Caldara & Iacoviello (2022), Measuring geopolitical risk, *American Economic Review* 112: the share of
  friction.
"""
)
