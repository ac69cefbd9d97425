"""The one part of the dashboard that reaches the loaders: it makes sure that there is something to show.

What the pages add, edit, hide or undo goes through here too, each with an engine of its own.
"""

from dashboard.intake.articles import (
    Act,
    Article,
    ArticleReport,
    act_at,
    check_event,
    load_article,
    read_article,
)
from dashboard.intake.events import (
    add_event,
    decide,
    edit_event,
    keep_apart,
    merge_events,
    read_day,
    resolve_reviews,
    revert_edits,
    take_back,
    undo_answer,
    undo_load,
)
from dashboard.intake.store import ensure_store, load_shipped, prepare_store
from dashboard.intake.tables import (
    DATE_FORMATS,
    FIRST_ROWS,
    Chosen,
    TableCheck,
    TableHead,
    check_table,
    is_type,
    load_table,
    open_ends,
    read_head,
    source_of,
)
from etl.contract import ARTICLES, EventDraft, EvidenceDraft, Issue
from etl.doctor import Dyads, EventIds, Finding, SourceId, examine
from etl.edits import OWN_SOURCE
from etl.joining.duplicates import Twins, probable
from etl.joining.near_pairs import near_pairs
from etl.joining.resting import is_answer
from etl.reports import LoadReport, UndoReport, rows_found_too
from etl.source_names import owner_of
from etl.sources import embedded

OWN, SHIPPED = OWN_SOURCE.id, embedded.FOLDER
"""Ids of the sources of entries by hand and of the events that come with the program."""

__all__ = [
    "ARTICLES",
    "DATE_FORMATS",
    "FIRST_ROWS",
    "OWN",
    "SHIPPED",
    "Act",
    "Article",
    "ArticleReport",
    "Chosen",
    "Dyads",
    "EventDraft",
    "EventIds",
    "EvidenceDraft",
    "Finding",
    "Issue",
    "LoadReport",
    "SourceId",
    "TableCheck",
    "TableHead",
    "Twins",
    "UndoReport",
    "act_at",
    "add_event",
    "check_event",
    "check_table",
    "decide",
    "edit_event",
    "ensure_store",
    "examine",
    "is_answer",
    "is_type",
    "keep_apart",
    "load_article",
    "load_shipped",
    "load_table",
    "merge_events",
    "near_pairs",
    "open_ends",
    "owner_of",
    "prepare_store",
    "probable",
    "read_article",
    "read_day",
    "read_head",
    "resolve_reviews",
    "revert_edits",
    "rows_found_too",
    "source_of",
    "take_back",
    "undo_answer",
    "undo_load",
]
