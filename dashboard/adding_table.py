"""Adding a table: which columns were matched, what the rows would become, what is wrong; then the load."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import adding_upload, changing, data, frame, grids, intake, mapping_form, tables
from dashboard.exports.safety import plain_text
from dashboard.locales import day_field
from dashboard.page_words import on_page
from dashboard.wording import iso_day, number, pair, plain, topic_labels, type_label
from db.counting import counted
from db.engine import database_url
from db.errors import BilateralError


def show() -> None:
    """Show the upload and what comes of it."""
    upload = adding_upload.show()
    if upload is None:
        _say_what_is_needed()
        return
    try:
        head = _ask_sheet(upload)
    except BilateralError as problem:
        changing.refuse(problem)
        return
    for sentence in head.warnings:
        st.warning(plain(sentence), icon=":material/warning:")
    st.header("1. Which column is what", anchor=False)
    # Each sheet has choices of its own.
    key = f"{upload.key}-{head.sheet}"
    mapping = mapping_form.show(head, key=key)
    if mapping is None:
        return
    st.header("2. Where it comes from", anchor=False)
    source_id, coverage, is_good = _origin(upload.name, key=upload.key)
    if not is_good:
        return
    st.header("3. What would come of it", anchor=False)
    chosen = intake.Chosen(upload.name, upload.content, mapping, head.sheet, source_id, coverage)
    try:
        check = _check(database_url(), data.stand().revision, chosen, data.today())
    except BilateralError as problem:
        changing.refuse(problem)
        return
    _say_what_is_known(source_id, check.report)
    for sentence in check.report.warnings:
        if sentence not in head.warnings:
            st.warning(plain(sentence), icon=":material/warning:")
    _show_check(check)
    if not mapping:
        _say_how_to_give_meanings(check)
    if not check.report.n_used:
        frame.empty(
            "No row could be used, so there is nothing to load.",
            "Mend the table as the reasons above say, choose other columns, or say what their words mean.",
        )
        return
    n = check.report.n_used
    if st.button(
        f"Load {n:,} {'row' if n == 1 else 'rows'}",
        key="add-table-go",
        type="primary",
        icon=":material/upload:",
    ):
        changing.carry_out(
            lambda: intake.load_table(database_url(), chosen, today=data.today()),
            changing.load_words,
            then=_finish,
        )


def _finish(report: intake.LoadReport) -> None:
    adding_upload.put_away()
    changing.remember_load(report)


def _ask_sheet(upload: adding_upload.Upload) -> intake.TableHead:
    """Show the sheets where a workbook has several; return what the chosen one looks like.

    Raises:
        InputError: The file, or the sheet, holds no table.
    """
    head = _head(upload.name, upload.content, "")
    if len(head.sheets) < 2:
        return head
    chosen = st.selectbox(
        "Sheet of the workbook",
        head.sheets,
        index=head.sheets.index(head.sheet),
        format_func=plain_text,
        key=f"{upload.key}-sheet",
        width=300,
        persist_state="session",
        help="One sheet is loaded at a time. The first that has dates and countries is chosen to begin with.",
    )
    return head if chosen == head.sheet else _head(upload.name, upload.content, chosen)


@st.cache_data(max_entries=8, show_spinner="Reading the table …")
def _head(name: str, content: bytes, sheet: str) -> intake.TableHead:
    return intake.read_head(name, content, sheet=sheet)


def _say_what_is_needed() -> None:
    """Say what a table needs, with one to start from."""
    example = pd.DataFrame(
        [
            {
                "date": "2025-01-10",
                "actor": "JPN",
                "recipient": "MYS",
                "type": "leader_visit",
                "title": "Ishiba visits Kuala Lumpur",
                "source_url": "https://example.org/news/1",
                "source_name": "Example News",
                "topics": "security;trade",
                "level": "head_of_government",
                "place": "Kuala Lumpur",
            }
        ]
    )
    st.markdown(
        "Needed are a date, both countries (any common name or code), the kind of event and an address that "
        "proves it. Your columns may have other names: you match them in the next step."
    )
    st.download_button(
        "A table to start from, with one example",
        lambda: tables.csv_bytes(example),
        file_name="bilateral-events-template.csv",
        mime="text/csv",
        key="add-template",
        icon=":material/download:",
        on_click="ignore",
    )


def _origin(name: str, *, key: str) -> tuple[str, tuple[date, date] | None, bool]:
    """Show the source's name and the span it speaks for; return both, and whether they are good."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key=f"{key}-origin"):
        typed = st.text_input(
            "Name of the source",
            intake.source_of(name),
            max_chars=80,
            key=f"{key}-source",
            persist_state="session",
            width=300,
            help="Loading a newer version under the same name updates its rows.",
        )
        first = st.date_input(
            "Complete from",
            value=None,
            min_value=date(1900, 1, 1),
            max_value=date(2100, 12, 31),
            format=day_field(st.context.locale),
            key=f"{key}-from",
            persist_state="session",
            width=170,
            help="Only where the table holds every event of its pairs in this span.",
        )
        last = st.date_input(
            "to",
            value=None,
            min_value=date(1900, 1, 1),
            max_value=date(2100, 12, 31),
            format=day_field(st.context.locale),
            key=f"{key}-to",
            persist_state="session",
            width=170,
        )
    source_id = intake.source_of(f"{typed}.csv")
    if owner := intake.owner_of(source_id):
        st.info(f"This is the name of {owner}. Choose another for your table.", icon=":material/label:")
        return source_id, None, False
    if (first is None) != (last is None):
        st.info("Give both days of the span, or neither.", icon=":material/date_range:")
        return source_id, None, False
    if first and last and first > last:
        st.info("The span ends before it begins.", icon=":material/date_range:")
        return source_id, None, False
    return source_id, (first, last) if first and last else None, True


@st.cache_data(max_entries=8, show_spinner="Reading the table …")
def _check(url: str, revision: int, chosen: intake.Chosen, today: date) -> intake.TableCheck:
    return intake.check_table(url, chosen, today=today)


def _say_what_is_known(source_id: str, report: intake.LoadReport) -> None:
    """Say what the table does to the source of that name, where there is one: a further sheet adds to it."""
    known = data.sources()
    same = known.loc[known["source_id"] == source_id, "title"]
    if same.empty:
        return
    said = f"There is a source of this name already, “{plain(str(same.iloc[0]))}”: this table "
    if n := report.n_updated:
        ids = "which has the same id" if n == 1 else "which have the same ids"
        st.caption(
            f"{said}updates {counted(n, 'row')} of it, {ids}. Choose another name if this table is something "
            "else."
        )
    else:
        st.caption(f"{said}adds to it and changes no row of it.")


def _show_check(check: intake.TableCheck) -> None:
    """Show counts, the first rows as they would be, and every row that could not be used."""
    report = check.report
    tables.key_figures(
        [
            (label, number(n, tag=st.context.locale), under, False)
            for label, n, under, is_always in (
                ("Rows read", report.n_read, "", True),
                ("New events", report.n_added, "", True),
                ("More evidence", report.n_merged, "of events that are there", False),
                ("Updated", report.n_updated, "", False),
                ("Known already", report.n_unchanged + report.n_duplicate, "", False),
                ("Not usable", report.n_rejected, "named below" if report.n_rejected else "", True),
            )
            if n or is_always
        ]
    )
    if check.drafts:
        st.markdown(
            "**The row as it would be**"
            if len(check.drafts) == 1
            else f"**The first {len(check.drafts)} rows as they would be**"
        )
        show_drafts(check.drafts, key="add-rows")
    if check.only_url:
        st.warning(
            f"**All of these events name one address, {plain(check.only_url[:120])}.** Whoever checks one "
            "must look for it there. If a column holds an address for each, choose it above.",
            icon=":material/link_off:",
        )
    if check.issues:
        st.markdown(f"**{report.n_rejected:,} {'row' if report.n_rejected == 1 else 'rows'} cannot be used**")
        issues = pd.DataFrame(
            {
                "line": [issue.line for issue in check.issues],
                "column": [issue.column for issue in check.issues],
                "message": [issue.message for issue in check.issues],
                "reason": [issue.reason for issue in check.issues],
                "raw": [issue.raw for issue in check.issues],
            }
        )
        show_rejects(issues, key="add-rejects", file_name="bilateral-rejected-rows.csv")


def _say_how_to_give_meanings(check: intake.TableCheck) -> None:
    """Say, of a table in our format, what to do about words of kinds that are none of ours."""
    n = sum(issue.reason == "unknown_type" for issue in check.issues)
    if n:
        st.info(
            f"**{counted(n, 'row')} of {check.report.n_read:,} {'has' if n == 1 else 'have'} a kind of event "
            "that is not known here.** “Choose the columns” above lists these words: say there once what "
            "each one means.",
            icon=":material/rule:",
        )


def show_drafts(drafts: "tuple[intake.EventDraft, ...]", *, key: str) -> None:
    """Show events that are not in the store yet."""
    language = data.language()
    rows: list[dict[str, Any]] = [
        {
            "date": iso_day(draft.date, draft.date_precision),
            "pair": pair("-".join(sorted((draft.actor, draft.recipient))), language),
            "title": draft.title,
            "type": type_label(draft.type),
            "who": tables.direction(draft.actor, draft.recipient, draft.type),
            "proof": draft.evidence[0].url if draft.evidence else None,
            "topics": topic_labels(draft.topics),
            "confidence": draft.confidence.capitalize(),
        }
        for draft in drafts
    ]
    tables.show_events(
        pd.DataFrame(rows), key=key, alt="Rows as they would be", height=min(38 + 35 * len(rows), 320)
    )


def show_rejects(issues: pd.DataFrame, *, key: str, file_name: str) -> None:
    """Show rows that could not be used, with line, column and reason, and the file of them."""
    grids.show(
        issues.assign(message=issues["message"].map(on_page)),
        key=key,
        alt="Rows that cannot be used, with line, column and reason",
        height=min(38 + 35 * len(issues), 320),
        # On a phone only the first two are seen without scrolling.
        column_order=("line", "message", "column", "reason", "raw"),
        column_config={
            "input_name": None,
            "line": st.column_config.NumberColumn("Line", width=70, format="localized"),
            "column": st.column_config.TextColumn("Column", width=110),
            "message": st.column_config.TextColumn("What is wrong", width=560),
            "reason": st.column_config.TextColumn("Code", width=150),
            "raw": st.column_config.TextColumn("The row as it stands", width=300),
        },
    )
    st.download_button(
        "These rows as CSV",
        lambda: tables.csv_bytes(issues),
        file_name=file_name,
        mime="text/csv",
        key=f"{key}-file",
        icon=":material/download:",
        on_click="ignore",
    )
