"""The table that a reader brings to the page Add, kept while they look at other pages."""

from dataclasses import dataclass

import streamlit as st

from dashboard import changing
from dashboard.wording import plain

_KEPT = "add-table.kept"
_ROUND = "add-table.round"
ENDINGS = ["csv", "tsv", "txt", "xlsx", "jsonl", "ndjson", "json", "parquet"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was given.

    Attributes:
        key: Begins the keys of all that is chosen for it; the next file has another.
    """

    name: str
    content: bytes
    key: str


def show() -> Upload | None:
    """Show the field for a file, or the file that was given with what puts it away; return the file."""
    kept: Upload | None = st.session_state.get(_KEPT)
    if kept is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="add-table-file"):
            st.markdown(f":material/table: **{plain(kept.name)}**", width="content")
            if st.button("Take another table", key="add-table-other", icon=":material/close:"):
                put_away()
                st.rerun()
        return kept
    key = f"add-table-{st.session_state.setdefault(_ROUND, 0)}"
    given = st.file_uploader(
        "A table of events, one row per event",
        type=ENDINGS,
        key=key,
        help="CSV, TSV, Excel (.xlsx), JSON lines or Parquet, with a header.",
    )
    if given is not None:
        # Streamlit drops a file with the page that shows it, so it is kept here instead.
        st.session_state[_KEPT] = Upload(given.name, given.getvalue(), key)
        changing.unsay()
        st.rerun()
    return None


def put_away() -> None:
    """Forget the file; the next one finds an empty field."""
    st.session_state.pop(_KEPT, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
