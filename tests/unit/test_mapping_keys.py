"""A mapping says nothing that is not heard: keys, templates and dates that nothing would read are refused."""

import pytest

from db.errors import InputError
from etl.mappings.mapping import parse_mapping
from tests.mapped_rows import VISITS


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (VISITS.replace('["%d.%m.%Y"]', '["%d.%m.%Y"], codes = "cow"'), "date cannot have 'codes'"),
        (
            VISITS.replace('{ column = "Host" }', '{ column = "Host", range = true }'),
            "recipient cannot have 'range'",
        ),
        (
            VISITS.replace(
                '{ column = "Arrival", formats = ["%d.%m.%Y"] }', '{ year = "Y", values = { "0" = "skip" } }'
            ),
            "date in three columns cannot have 'values'",
        ),
        (VISITS + 'title = { column = "T", formats = ["%Y"] }', "title cannot have 'formats'"),
        (VISITS + 'title = { column = "T", latest = 1999 }', "title cannot have 'latest'"),
        (
            VISITS.replace('["%d.%m.%Y"]', '["%d.%m.%y"], latest = "1999"'),
            "fields.date.latest must be a year, not '1999'",
        ),
        (
            VISITS + 'title = { template = "{Visitor} in {Host" }',
            "brace that does not close around a column: '{Host'",
        ),
        (VISITS + 'title = { template = "Visitor} in {Host}" }', "brace"),
        (
            VISITS.replace('["%d.%m.%Y"]', '["%Y"], range = "each"') + 'date_end = "End"',
            "there can be no date_end",
        ),
        (
            VISITS.replace('{ column = "Host" }', '{ column = "Host", every = ["B"] }'),
            "both 'every' and 'column'",
        ),
    ],
)
def test_a_key_that_nothing_would_read_is_refused_by_name(text, says):
    with pytest.raises(InputError) as caught:
        parse_mapping(text)
    assert says in str(caught.value)
