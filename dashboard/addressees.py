"""To whom a mistake in an event is told: those who keep its sources, as far as the store knows them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import pandas as pd

from dashboard.intake import ARTICLES, OWN, SHIPPED
from dashboard.locales import day
from dashboard.wording import link, safe_url

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)\]]")


def addressees(
    proofs: Sequence[Mapping[str, object]],
    source_ids: Iterable[str],
    sources: pd.DataFrame,
    loads: pd.DataFrame,
    tag: str | None = None,
) -> list[str]:
    """Return a sentence for each source, as HTML: who keeps it and where, or how to find that out.

    No address is ever made up: each stands in the store, with its source or in its citation.

    Args:
        proofs: Of the event, rows of `db.read.evidence`.
        source_ids: That tell of the event.
        sources, loads: As `db.read.sources` and `db.read.loads`.
        tag: The reader's locale.
    """
    known = {str(row["source_id"]): row for row in sources.to_dict("records")}
    said = []
    for source_id in dict.fromkeys(source_ids):
        row = known.get(source_id, {})
        title = f"<strong>{escape(str(row.get('title') or source_id))}</strong>"
        publisher = escape(str(row.get("publisher") or ""))
        address = _address_of(row)
        if source_id == OWN:
            said.append(f"{title}: it was entered by hand in this store. Mend it above; nobody else has it.")
        elif source_id == ARTICLES:
            said.append(f"{title}: {_of_articles(proofs, source_id)}")
        elif address:
            whom = f"{publisher}, {link(address)}" if publisher else f"whoever keeps it, at {link(address)}"
            said.append(f"{title}: send it to {whom}.")
        elif source_id == SHIPPED:
            said.append(
                f"{title}: it comes with this program and is kept with its code. Send the text as an issue "
                "to the place where you, or whoever set it up, had the program from: this copy records no "
                "address."
            )
        elif publisher:
            said.append(
                f"{title}: send it to {publisher}. No address of theirs is recorded; look for one on their "
                "site."
            )
        else:
            said.append(f"{title}: {_of_a_file(loads[loads['source_id'] == source_id], proofs, tag)}")
    return said


def _address_of(source: Mapping[object, object]) -> str | None:
    """Return the address that a source gives, else the first of its citation."""
    found = _ADDRESS.search(str(source.get("citation") or ""))
    return safe_url(source.get("url")) or (safe_url(found[0]) if found else None)


def _of_articles(proofs: Sequence[Mapping[str, object]], source_id: str) -> str:
    mine = [proof for proof in proofs if proof["source_id"] == source_id]
    papers = dict.fromkeys(
        link(proof["url"], str(proof["publisher"] or "")) or escape(str(proof["publisher"] or ""))
        for proof in mine
    )
    named = ", ".join(filter(None, papers))
    wrong = (
        f"send it to its publisher ({named})" if named else "its publisher is not recorded; search its words"
    )
    return f"if the article is wrong, {wrong}. If it is right but was read wrongly, mend the event above."


def _of_a_file(loads: pd.DataFrame, proofs: Sequence[Mapping[str, object]], tag: str | None) -> str:
    done = loads[loads["status"] == "done"]
    if done.empty:
        return "the store does not know who keeps it."
    # What proves the event came in its own file; an event without proofs, in some file of its source.
    told = done[done["load_id"].isin([proof["load_id"] for proof in proofs])]
    newest = (told if len(told) else done).iloc[0]
    file, when = escape(str(newest["input_name"])), escape(day(newest["started_at"], tag=tag))
    return (
        f"the store does not know who keeps it. It was loaded from {file} on {when}: "
        "ask whoever made that file or gave it to you."
    )
