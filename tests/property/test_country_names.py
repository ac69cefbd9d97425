"""Every name of a territory in every language of the list leads back to it, and no text breaks the search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary.countries import COUNTRIES, LANGUAGES, UnknownCountryError, country_name, find_country

LIVING = [iso3 for iso3, country in COUNTRIES.items() if country.exists_until is None]

# Countries that some language calls by one word, or one by the misspelt name of the other.
SHARED = [{"COD", "COG"}, {"NER", "NGA"}]
# Names that are another's ISO code, which goes first: Russia is Nga in Vietnamese, NGA is Nigeria.
HIDDEN = {("vi", "RUS")}


NAMES = {country.name for country in COUNTRIES.values()}


def _search(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the iso3 found, or the suggestions of the refusal."""
    try:
        return find_country(text).iso3, ()
    except UnknownCountryError as error:
        return "", error.suggestions


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_in_every_language_lead_back(language: str) -> None:
    for iso3 in LIVING:
        name = country_name(iso3, language)
        found, suggestions = _search(name)
        if found:
            assert found == iso3 or (language, iso3) in HIDDEN, name
        else:
            meant = {other for other in LIVING if COUNTRIES[other].name in suggestions}
            assert iso3 in meant, name
            assert meant in SHARED, name


@given(st.sampled_from(LIVING), st.sampled_from(LANGUAGES), st.data())
def test_case_and_space_do_not_count(iso3: str, language: str, data: st.DataObject) -> None:
    name = country_name(iso3, language)
    change = data.draw(st.sampled_from([str.lower, str.title, lambda text: f"\t {text.replace(' ', '  ')} "]))
    assert _search(change(name))[0] == _search(name)[0]


@given(st.text(max_size=40))
def test_any_text_is_found_or_refused(text: str) -> None:
    found, suggestions = _search(text)
    assert found == "" or found in COUNTRIES
    assert set(suggestions) <= NAMES
    assert len(suggestions) <= 3


def test_one_letter_lost_still_suggests_the_country() -> None:
    for name in sorted(NAMES):
        for at in range(1, len(name) - 1 if len(name) > 6 else 0):
            found, suggestions = _search(name[:at] + name[at + 1 :])
            # San Marino is Saint-Marin in French, one letter from Saint Martin.
            assert name in suggestions or (found and COUNTRIES[found].name in (name, "San Marino"))
