"""Finding countries by what people and data files call them."""

import subprocess
import sys
from datetime import date

import pytest

from db.errors import BilateralError, UsageError
from db.vocabulary.countries import (
    COUNTRIES,
    Country,
    UnknownCountryError,
    country_name,
    dyad_key,
    find_by_code,
    find_country,
)
from db.vocabulary.tables import read_table

FORMER = {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "VDR"}

# ISO 3166-1: alpha-3 and alpha-2 in one word.
ISO = """
ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT
AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO
BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG
COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO
DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB
GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY
HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT
JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY
LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH
MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA
NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE
PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA
SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR
SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO
TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG
VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW
"""


def test_all_iso_countries_kosovo_and_the_former_states_are_there() -> None:
    iso = {code[:3]: code[3:] for code in ISO.split()}
    assert len(iso) == 249
    assert set(COUNTRIES) == {*iso, "XKX", *FORMER}
    assert {iso3: COUNTRIES[iso3].iso2 for iso3 in iso} == iso


def test_there_are_257_rows_and_each_iso3_stands_once() -> None:
    rows = [row["iso3"] for row in read_table("countries.csv")]
    assert len(rows) == len(set(rows)) == 257


def test_living_countries_have_an_iso2_of_their_own() -> None:
    living = [country.iso2 for country in COUNTRIES.values() if country.exists_until is None]
    assert len(set(living)) == len(living) == 250
    assert all(len(iso2) == 2 and iso2.isupper() for iso2 in living)


@pytest.mark.parametrize("country", COUNTRIES.values(), ids=lambda country: country.iso3)
def test_every_name_leads_to_its_own_country(country: Country) -> None:
    for name in (country.name, *country.other_names):
        assert find_country(name) is country
        assert find_country(name.upper()) is country
        assert find_country(f"  the {name} ") is country


@pytest.mark.parametrize("country", COUNTRIES.values(), ids=lambda country: country.iso3)
def test_every_cell_is_tidy(country: Country) -> None:
    for cell in (country.other_names, country.demonyms, country.capitals):
        assert len(set(cell)) == len(cell)
        assert all(part == part.strip() and ";" not in part for part in cell)
    assert country.name not in country.other_names
    begins, ends = country.exists_from, country.exists_until
    heirs_to_codes = {"CSK", "SUN", "YUG"}
    assert begins is None or begins >= date(1949, 10, 7) or country.iso3 in heirs_to_codes
    assert begins is None or ends is None or begins < ends


def test_only_known_pairs_share_a_demonym_or_a_capital() -> None:
    def shared(column: str) -> set[tuple[str, ...]]:
        bearers: dict[str, tuple[str, ...]] = {}
        for country in COUNTRIES.values():
            for word in getattr(country, column):
                bearers[word] = (*bearers.get(word, ()), country.iso3)
        return {several for several in bearers.values() if len(several) > 1}

    assert shared("demonyms") == {("COD", "COG"), ("DMA", "DOM")}
    assert shared("capitals") == {
        ("CSK", "CZE"),
        ("JAM", "NFK"),
        ("RUS", "SUN"),
        ("SCG", "SRB", "YUG"),
        ("YEM", "YMD"),
    }


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("JPN", "JPN"),
        ("jpn", "JPN"),
        ("JP", "JPN"),
        ("my", "MYS"),
        ("in", "IND"),
        ("XK", "XKX"),
        ("Holland", "NLD"),
        ("the Netherlands", "NLD"),
        ("Burma", "MMR"),
        ("Vanuatu²", "VUT"),
        ("Côte d’Ivoire¹⁰", "CIV"),
        ("Türkiye", "TUR"),
        ("Turkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("Swaziland", "SWZ"),
        ("Cape Verde", "CPV"),
        ("Cabo Verde", "CPV"),
        ("East Timor", "TLS"),
        ("Czech Republic", "CZE"),
        ("Cote d'Ivoire", "CIV"),
        ("Cote dIvoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Macedonia", "MKD"),
        ("Congo-Brazzaville", "COG"),
        ("Democratic Republic of Congo", "COD"),
        ("Congo, Dem. Rep.", "COD"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("Korea, Republic of", "KOR"),
        ("Korea, Rep.", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("Bahamas, The", "BHS"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Viet Nam", "VNM"),
        ("Republic of China", "TWN"),
        ("P.R.C.", "CHN"),
        ("U.S.", "USA"),
        ("us", "USA"),
        ("America", "USA"),
        ("Britain", "GBR"),
        ("UK", "GBR"),
        ("St. Lucia", "LCA"),
        ("Trinidad & Tobago", "TTO"),
        ("Guinea", "GIN"),
        ("Dominica", "DMA"),
        ("Niger", "NER"),
        ("Soviet Union", "SUN"),
        ("USSR", "SUN"),
        ("East Germany", "DDR"),
        ("West Germany", "DEU"),
        ("South Vietnam", "VDR"),
        ("North Vietnam", "VNM"),
        ("South Yemen", "YMD"),
        ("Zaire", "COD"),
        ("マレーシア", "MYS"),
        ("Malaisie", "MYS"),
        ("malasia", "MYS"),
        ("Corée du Sud", "KOR"),
        ("les Pays-Bas", "NLD"),
        ("Японія", "JPN"),
        ("日本", "JPN"),
        ("韩国", "KOR"),
        ("한국", "KOR"),
        ("Österreich", "AUT"),
        ("osterreich", "AUT"),
    ],
)
def test_what_people_write_is_found(text: str, iso3: str) -> None:
    assert find_country(text).iso3 == iso3


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("Korea", ("South Korea", "North Korea")),
        ("Corée", ("South Korea", "North Korea")),
        ("Congo", ("DR Congo", "Republic of the Congo")),
        ("Virgin Islands", ("British Virgin Islands", "United States Virgin Islands")),
        ("CS", ("Czechoslovakia", "Serbia and Montenegro")),
        ("England", ("United Kingdom",)),
        ("Malasya", ("Malaysia",)),
        ("Jpan", ("Japan",)),
        ("Untied States", ("United States",)),
        ("North Koera", ("North Korea",)),
        ("Austrlia", ("Australia", "Austria")),
        ("Swazi", ("Eswatini",)),
        ("Congolese", ("DR Congo", "Republic of the Congo")),
        ("Atlantis", ()),
        ("xx", ()),
        ("", ()),
        ("?!", ()),
        ("x" * 100_000, ()),
    ],
)
def test_what_names_no_one_country_is_an_error_that_helps(text: str, suggestions: tuple[str, ...]) -> None:
    with pytest.raises(UnknownCountryError) as caught:
        find_country(text)
    assert caught.value.text == text
    assert caught.value.suggestions == suggestions
    assert len(str(caught.value)) < 100
    assert all(name in caught.value.hint for name in suggestions)
    assert caught.value.hint


def test_an_unknown_country_is_an_error_of_usage_and_a_value_error() -> None:
    with pytest.raises(ValueError, match="unknown country 'Atlantis'") as caught:
        find_country("Atlantis")
    assert isinstance(caught.value, UsageError)
    assert isinstance(caught.value, BilateralError)
    assert caught.value.exit_code == 2


def test_no_more_than_three_are_suggested() -> None:
    with pytest.raises(UnknownCountryError) as caught:
        find_country("Saint")
    assert len(caught.value.suggestions) == 3


def test_loading_the_countries_loads_neither_babel_nor_rapidfuzz() -> None:
    code = (
        "import sys; from db.vocabulary.countries import find_country; find_country('Japan');"
        "print(sorted({'babel', 'rapidfuzz'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("fips", "iso3"),
    [
        ("CH", "CHN"),
        ("SZ", "CHE"),
        ("WZ", "SWZ"),
        ("RS", "RUS"),
        ("RI", "SRB"),
        ("GM", "DEU"),
        ("GA", "GMB"),
        ("GB", "GAB"),
        ("AS", "AUS"),
        ("AU", "AUT"),
        ("AQ", "ASM"),
        ("JA", "JPN"),
        ("KS", "KOR"),
        ("KN", "PRK"),
        ("SC", "KNA"),
        ("IS", "ISR"),
        ("IC", "ISL"),
        ("SN", "SGP"),
        ("SG", "SEN"),
        ("BG", "BGD"),
        ("BU", "BGR"),
        ("BF", "BHS"),
        ("UV", "BFA"),
        ("UP", "UKR"),
        ("UK", "GBR"),
        ("VM", "VNM"),
        ("BM", "MMR"),
        ("BD", "BMU"),
        ("CI", "CHL"),
        ("IV", "CIV"),
        ("ES", "SLV"),
        ("SP", "ESP"),
        ("EI", "IRL"),
        ("TU", "TUR"),
        ("SF", "ZAF"),
        ("ZA", "ZMB"),
        ("GV", "GIN"),
        ("EK", "GNQ"),
        ("LO", "SVK"),
        ("EZ", "CZE"),
        ("RP", "PHL"),
        ("MG", "MNG"),
        ("MA", "MDG"),
        ("MO", "MAR"),
        ("MC", "MAC"),
        ("NI", "NGA"),
        ("NG", "NER"),
        ("CG", "COD"),
        ("CF", "COG"),
        ("CT", "CAF"),
        ("OD", "SSD"),
        ("SU", "SDN"),
        ("GG", "GEO"),
        ("LH", "LTU"),
        ("LG", "LVA"),
        ("LS", "LIE"),
        ("LT", "LSO"),
        ("WE", "PSE"),
        ("GZ", "PSE"),
        ("KV", "XKX"),
    ],
)
def test_fips_codes_are_not_iso_codes(fips: str, iso3: str) -> None:
    assert find_by_code("fips", fips).iso3 == iso3
    assert find_by_code("fips", fips.lower()).iso3 == iso3


@pytest.mark.parametrize(
    ("cameo", "iso3"),
    [
        ("ROU", "ROU"),
        ("ROM", "ROU"),
        ("MNE", "MNE"),
        ("MTN", "MNE"),
        ("TMP", "TLS"),
        ("TLS", "TLS"),
        ("IMY", "IMN"),
        ("SSD", "SSD"),
        ("GZS", "PSE"),
        ("WSB", "PSE"),
        ("MYS", "MYS"),
    ],
)
def test_cameo_codes_of_the_data_and_of_the_list(cameo: str, iso3: str) -> None:
    assert find_by_code("cameo", cameo).iso3 == iso3


@pytest.mark.parametrize("code", ["AFR", "EUR", "SEA", "WST", "NMR", "SAF", "PGS", "ANT", "", "CODE"])
def test_regions_are_no_countries(code: str) -> None:
    with pytest.raises(UnknownCountryError, match="unknown CAMEO code"):
        find_by_code("cameo", code)


@pytest.mark.parametrize(
    ("system", "code", "on", "iso3"),
    [
        ("cow", 365, None, "RUS"),
        ("cow", 365, date(1991, 12, 25), "SUN"),
        ("cow", 365, date(1991, 12, 26), "RUS"),
        ("cow", "002", None, "USA"),
        ("cow", 345, None, "SRB"),
        ("cow", 345, date(1990, 1, 1), "YUG"),
        ("cow", 345, date(2004, 1, 1), "SCG"),
        ("cow", 345, date(2006, 6, 5), "SRB"),
        ("cow", 255, None, "DEU"),
        ("cow", 260, date(1980, 1, 1), "DEU"),
        ("cow", 265, None, "DDR"),
        ("cow", 315, None, "CSK"),
        ("cow", 817, None, "VDR"),
        ("cow", 946, None, "KIR"),
        ("gw", 970, None, "KIR"),
        ("cow", 970, None, "NRU"),
        ("gw", 971, None, "NRU"),
        ("gw", 260, None, "DEU"),
        ("gw", 340, None, "SRB"),
        ("gw", 678, None, "YEM"),
        ("m49", 4, None, "AFG"),
        ("m49", "004", None, "AFG"),
        ("m49", "840", None, "USA"),
        ("m49", 891, date(1995, 6, 1), "YUG"),
        ("m49", 891, date(2005, 6, 1), "SCG"),
        ("m49", 890, None, "YUG"),
        ("m49", 280, date(1980, 1, 1), "DEU"),
        ("m49", 810, None, "SUN"),
        ("cameo", "RUS", date(1985, 3, 11), "SUN"),
        ("cameo", "RUS", None, "RUS"),
        ("iso2", "CS", date(1980, 1, 1), "CSK"),
        ("iso2", "CS", date(2005, 1, 1), "SCG"),
        ("iso2", "CS", None, "SCG"),
        ("iso3", "jpn", None, "JPN"),
        ("iso3", "SSD", date(1990, 1, 1), "SSD"),
    ],
)
def test_shared_codes_are_told_apart_by_the_day(system: str, code: str, on: date | None, iso3: str) -> None:
    assert find_by_code(system, code, on).iso3 == iso3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("iso3", "last_day_before", "first_day"),
    [
        ("RUS", date(1991, 12, 25), date(1991, 12, 26)),
        ("SSD", date(2011, 7, 8), date(2011, 7, 9)),
        ("TLS", date(2002, 5, 19), date(2002, 5, 20)),
        ("CZE", date(1992, 12, 31), date(1993, 1, 1)),
        ("SVK", date(1992, 12, 31), date(1993, 1, 1)),
        ("ERI", date(1993, 5, 23), date(1993, 5, 24)),
        ("XKX", date(2008, 2, 16), date(2008, 2, 17)),
        ("MYS", date(1957, 8, 30), date(1957, 8, 31)),
        ("SGP", date(1965, 8, 8), date(1965, 8, 9)),
        ("DDR", date(1949, 10, 6), date(1949, 10, 7)),
        ("SCG", date(2003, 2, 3), date(2003, 2, 4)),
    ],
)
def test_states_begin(iso3: str, last_day_before: date, first_day: date) -> None:
    assert not COUNTRIES[iso3].existed_on(last_day_before)
    assert COUNTRIES[iso3].existed_on(first_day)


@pytest.mark.parametrize(
    ("iso3", "last_day"),
    [
        ("SUN", date(1991, 12, 25)),
        ("DDR", date(1990, 10, 2)),
        ("CSK", date(1992, 12, 31)),
        ("YUG", date(2003, 2, 3)),
        ("YMD", date(1990, 5, 21)),
        ("VDR", date(1975, 4, 30)),
    ],
)
def test_states_end(iso3: str, last_day: date) -> None:
    assert COUNTRIES[iso3].existed_on(last_day)
    assert not COUNTRIES[iso3].existed_on(date.fromordinal(last_day.toordinal() + 1))


def test_only_the_former_states_have_ended() -> None:
    assert {country.iso3 for country in COUNTRIES.values() if country.exists_until} == FORMER


@pytest.mark.parametrize(
    ("iso3", "language", "name"),
    [
        ("KOR", "en", "South Korea"),
        ("TUR", "en-GB", "Turkey"),
        ("MYS", "fr", "Malaisie"),
        ("MYS", "ja", "マレーシア"),
        ("DEU", "pt-BR", "Alemanha"),
        ("DEU", "zh_Hant", "德國"),
        ("XKX", "de", "Kosovo"),
        ("SUN", "de", "Soviet Union"),
        ("JPN", "tlh", "Japan"),
        ("JPN", "not a language", "Japan"),
    ],
)
def test_names_for_people(iso3: str, language: str, name: str) -> None:
    assert country_name(iso3, language) == name


def test_a_dyad_has_one_key() -> None:
    assert dyad_key("MYS", "JPN") == dyad_key("JPN", "MYS") == "JPN-MYS"


@pytest.mark.parametrize(
    ("iso3", "demonyms", "capitals"),
    [
        ("PHL", {"Filipino", "Philippine"}, {"Manila"}),
        ("GBR", {"British", "Briton"}, {"London"}),
        ("SAU", {"Saudi", "Saudi Arabian"}, {"Riyadh"}),
        ("NLD", {"Dutch"}, {"Amsterdam", "The Hague"}),
        ("MYS", {"Malaysian"}, {"Kuala Lumpur", "Putrajaya"}),
        ("BOL", {"Bolivian"}, {"La Paz", "Sucre"}),
        ("ISR", {"Israeli"}, {"Jerusalem", "Tel Aviv"}),
        ("UKR", {"Ukrainian"}, {"Kyiv", "Kiev"}),
        ("KAZ", {"Kazakh"}, {"Astana", "Nur-Sultan"}),
        ("USA", {"American"}, {"Washington", "Washington, D.C."}),
        ("DEU", {"German"}, {"Berlin", "Bonn"}),
        ("DDR", {"East German"}, {"East Berlin"}),
        ("VDR", {"South Vietnamese"}, {"Saigon"}),
        ("NZL", {"New Zealander"}, {"Wellington"}),
    ],
)
def test_words_for_people_and_capitals(iso3: str, demonyms: set[str], capitals: set[str]) -> None:
    assert demonyms <= set(COUNTRIES[iso3].demonyms)
    assert capitals <= set(COUNTRIES[iso3].capitals)


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Korea (South)", "KOR"),
        ("Korea (Democratic People's Republic of)", "PRK"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Micronesia (Federated States of)", "FSM"),
        ("米国", "USA"),
        ("Elfenbeinküste", "CIV"),
        ("Birma", "MMR"),
        ("Sowjetunion", "SUN"),
        ("URSS", "SUN"),
        ("Checoslovaquia", "CSK"),
    ],
)
def test_names_turned_round_in_parentheses_and_names_that_cldr_lacks(name: str, iso3: str) -> None:
    assert find_country(name).iso3 == iso3


@pytest.mark.parametrize("name", ["Russia (Soviet Union)", "Ireland (Northern)", "Germany (Prussia)"])
def test_a_name_with_another_in_parentheses_is_not_guessed(name: str) -> None:
    with pytest.raises(UnknownCountryError):
        find_country(name)


def test_the_names_in_other_languages_are_of_known_states_and_clash_with_no_other() -> None:
    rows = read_table("country_names.csv")
    assert {row["iso3"] for row in rows} <= set(COUNTRIES)
    for row in rows:
        for name in row["names"].split(";"):
            assert find_country(name).iso3 == row["iso3"], name
