"""Names of countries as tables write them: shortened, turned about, with notes; and guesses that are none."""

import re

import pytest

from db.vocabulary.countries import UnknownCountryError, find_country


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Korea South", "KOR"),
        ("Korea North", "PRK"),
        ("Sudan South", "SSD"),
        ("Russian Fed.", "RUS"),
        ("Russian Fed", "RUS"),
        ("S. Africa", "ZAF"),
        ("Yemen, S.", "YMD"),
        ("Fed. States of Micronesia", "FSM"),
        ("Yugoslavia, Fed. Rep.", "YUG"),
        ("Yugoslavia, FR", "YUG"),
        ("TFYR Macedonia", "MKD"),
        ("Bosnia and Herz.", "BIH"),
        ("Eq. Guinea", "GNQ"),
        ("Cent. Afr. Rep.", "CAF"),
        ("Korea Dem. Rep.", "PRK"),
        ("Congo Dem. Rep.", "COD"),
        ("China, P.R.: Mainland", "CHN"),
        ("China, P.R.: Hong Kong", "HKG"),
        ("West Bank and Gaza", "PSE"),
        ("ROM", "ROU"),
        ("U.S.S.R. (Crimea)", "SUN"),
        ("South Korea (ROK)", "KOR"),
        ("Congo (Zaire)", "COD"),
        ("Germany (Bonn)", "DEU"),
        ("German Federal Republic", "DEU"),
        ("SFR Yugoslavia", "YUG"),
        ("Turkey/Türkiye", "TUR"),
    ],
)
def test_shortened_turned_or_with_a_note(text: str, iso3: str) -> None:
    assert find_country(text).iso3 == iso3


@pytest.mark.parametrize(
    "text",
    [
        "Serbia (Kosovo)",
        "China (Taiwan)",
        "China (Tibet)",
        "Vietnam (Saigon)",
        "Yemen (Aden)",
        "Germany (Democratic Republic)",
        "Aust.",
        "No.",
        "Mar.",
        "S. Rep.",
    ],
)
def test_what_may_mean_another_state_is_not_guessed(text: str) -> None:
    with pytest.raises(UnknownCountryError):
        find_country(text)


@pytest.mark.parametrize("text", ["Fed. Rep.", "NIR", "Narnia", "Asia", "Kurdistan", "Republic", "DR", "TAW"])
def test_a_silly_guess_is_worse_than_none(text: str) -> None:
    with pytest.raises(UnknownCountryError) as caught:
        find_country(text)
    assert caught.value.suggestions == ()


@pytest.mark.parametrize(("text", "name"), [("Chli", "Chile"), ("Phillipines", "Philippines")])
def test_a_slip_still_gets_a_guess(text: str, name: str) -> None:
    with pytest.raises(UnknownCountryError) as caught:
        find_country(text)
    assert caught.value.suggestions[0] == name


def test_an_abbreviation_of_two_names_asks_which() -> None:
    with pytest.raises(UnknownCountryError) as caught:
        find_country("Aust.")
    assert set(caught.value.suggestions) == {"Australia", "Austria"}


COMMON = (
    "Great Britain=GBR Holland=NLD Burma=MMR Persia=IRN Ivory Coast=CIV Swaziland=SWZ Macedonia=MKD "
    "Congo-Kinshasa=COD Cabo Verde=CPV Türkiye=TUR Czechia=CZE the Gambia=GMB DRC=COD UAE=ARE PRC=CHN "
    "ROK=KOR USSR=SUN"
)


@pytest.mark.parametrize(("text", "iso3"), re.findall(r"(\S.*?)=(\w{3})", COMMON))
def test_common_names_that_are_beyond_doubt(text: str, iso3: str) -> None:
    assert find_country(text).iso3 == iso3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("England", ("United Kingdom",)),
        ("Scotland", ("United Kingdom",)),
        ("Congo", ("DR Congo", "Republic of the Congo")),
        ("Korea", ("South Korea", "North Korea")),
        ("Prussia", ()),
        ("Yugoslavia/Serbia", ()),
    ],
)
def test_what_is_in_doubt_is_refused_and_no_wrong_state_is_offered(text: str, names: tuple[str, ...]) -> None:
    with pytest.raises(UnknownCountryError) as refused:
        find_country(text)
    assert refused.value.suggestions == names
