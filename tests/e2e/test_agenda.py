"""The Agenda in a real browser: the calendar file and the way to an event."""

from tests.e2e.conftest import Reader


def test_the_calendar_file_holds_what_the_page_lists(reader: Reader):
    page = reader.open("/agenda?a=JPN&b=MYS")
    page.locator(".bil-agenda li").first.wait_for()
    listed = page.locator(".bil-agenda li").count()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Calendar file").click()
    text = waiting.value.path().read_bytes().decode()
    assert waiting.value.suggested_filename.endswith(".ics")
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == listed > 0
    uids = [line for line in text.replace("\r\n ", "").split("\r\n") if line.startswith("UID:")]
    assert len(set(uids)) == listed
    assert reader.outside == []


def test_an_anniversary_leads_to_its_event(reader: Reader):
    page = reader.open("/agenda?a=JPN&b=MYS")
    link = page.locator(".bil-agenda a[href*=event]").first
    title = link.inner_text()
    link.click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    assert reader.errors == []
