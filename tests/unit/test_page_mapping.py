"""The mapping that the page Add makes of what is chosen on it."""

from dashboard.mapping_form import mapping_text


def test_a_mapping_made_on_the_page_is_one_that_the_command_reads():
    from etl.mappings.mapping import parse_mapping

    text = mapping_text(
        {
            "date": {"column": 'The "day"', "formats": ["%d.%m.%Y"]},
            "actor": {"column": "A", "codes": "cow"},
            "recipient": {"value": "MYS"},
            "type": {"column": "K", "values": {"state visit": "leader_visit", 'odd "word"': "skip"}},
            "source_url": {"value": "https://example.org"},
        },
        ["NA", "-9"],
    )
    mapping = parse_mapping(text)
    assert mapping.events[0]["date"].columns == ('The "day"',)
    assert mapping.events[0]["actor"].codes == "cow"
    assert dict(mapping.events[0]["type"].values) == {"state visit": "leader_visit", 'odd "word"': "skip"}
    assert mapping.missing == {"na", "-9"}
