"""Changes of the store from a page: tried, said, and shown at once."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard import data, frame
from dashboard.wording import plain
from db.errors import BilateralError

T = TypeVar("T")

_SAID = "changing.said"


def carry_out(
    action: Callable[[], T], say: Callable[[T], str], *, then: Callable[[T], None] | None = None
) -> None:
    """Carry out a change; show the page anew and say what was done, or say why it could not be.

    Args:
        say: What was done, in one sentence.
        then: Called after the change and before the page is shown anew, e.g. to open the new event.
    """
    try:
        result = action()
    except BilateralError as problem:
        frame.say(problem)
        return
    st.session_state[_SAID] = say(result)
    if then is not None:
        then(result)
    st.rerun()


def said() -> None:
    """Say what the last change did; once."""
    text = st.session_state.pop(_SAID, None)
    if text:
        st.success(plain(text), icon=":material/check_circle:")


def can_write() -> bool:
    """Return whether the store takes changes; if it does not, say so and what to do."""
    notes = data.notes()
    for sentence in notes:
        st.warning(plain(sentence[:1].upper() + sentence[1:]), icon=":material/lock:")
    if notes:
        st.markdown(
            "What to do: let this program write to that file and start it again, or name a store of your "
            "own: "
            "`bilateral dashboard --db my.sqlite`"
        )
    return not notes
