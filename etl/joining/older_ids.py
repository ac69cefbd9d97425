"""Articles that an earlier version of this program has read: their statements get the ids of today.

Ids began with no mark of their article then, so that an article read again proved its events twice, and what
it no longer said stayed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from sqlalchemy import Connection

from db import lookup, write
from etl.coding.addresses import address_key
from etl.coding.identity import act_id, draft_from_json, story_of
from etl.contract import ARTICLES, EventDraft

Statement = tuple[int, str, EventDraft]
"""(record_id, id, what it says) of a record in force."""

_LENGTH = 20
"""Hexadecimal digits of an older id; those of today have a hyphen among theirs."""


class OlderIds:
    """The statements of articles that still bear older ids, read when they are first asked for."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def statements(self) -> list[Statement]:
        found = lookup.records_like(self.connection, ARTICLES, f"article-{'_' * _LENGTH}")
        return [
            (record_id, key, draft_from_json(data))
            for record_id, key, data in found
            if re.fullmatch(r"article-[0-9a-f]+", key)
        ]

    def matches(self, drafts: Sequence[EventDraft]) -> Iterator[tuple[str, Statement]]:
        """Yield the statements that the articles of `drafts` made, each with its id of today."""
        if not self.statements:
            return
        by_address = {key: story_of(draft.source_event_id) for draft in drafts for key in _addresses(draft)}
        by_words = {(_act(draft), quote): draft for draft in drafts for quote in _quotes(draft)}
        for statement in self.statements:
            old = statement[2]
            stories = [by_address[key] for key in _addresses(old) if key in by_address]
            if stories:
                yield act_id(f"{stories[0]}-", old.type, old.actor, old.recipient, old.date), statement
                continue
            # A text without an address is known again by the words that prove the act.
            same = (by_words.get((_act(old), quote)) for quote in _quotes(old) if not _addresses(old))
            for draft in same:
                if draft is not None and not _addresses(draft):
                    yield draft.source_event_id, statement
                    break

    def rename(self, drafts: Iterable[EventDraft]) -> None:
        """Give the statements that these articles made before the ids of today."""
        found = list(self.matches(list(drafts)))
        known = set(lookup.known_records(self.connection, ARTICLES, [today for today, _ in found]))
        for today, (record_id, key, _) in found:
            if today in known:
                # Read under both ids already, it would prove its event twice.
                write.retire_records(self.connection, [record_id])
            else:
                write.rename_records(self.connection, ARTICLES, key, today)
                known.add(today)
        done = {record_id for _, (record_id, *_) in found}
        self.statements = [one for one in self.statements if one[0] not in done]


def _act(draft: EventDraft) -> tuple[object, ...]:
    return draft.type, draft.actor, draft.recipient, draft.date


def _addresses(draft: EventDraft) -> list[str]:
    return [address_key(proof.url) for proof in draft.evidence if proof.url]


def _quotes(draft: EventDraft) -> list[str]:
    return [proof.quote for proof in draft.evidence if proof.quote]
