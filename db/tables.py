"""The tables of the store under short names, for all that asks or writes."""

from sqlalchemy import Table

from db import models


def _table(model: type[models.Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


EVENT = _table(models.Event)
TOPIC = _table(models.EventTopic)
EVIDENCE = _table(models.Evidence)
EDIT = _table(models.EventEdit)
SOURCE = _table(models.Source)
LOAD = _table(models.Load)
REJECTED = _table(models.RejectedRow)
COVERAGE = _table(models.Coverage)
REVIEW = _table(models.ReviewItem)
RECORD = _table(models.SourceRecord)
VOUCHED = _table(models.VouchedRun)
META = _table(models.StoreMeta)
FEED = _table(models.Feed)
FEED_ITEM = _table(models.FeedItem)
REFUSED_PAGE = _table(models.RefusedPage)
