"""One short English name for a country, whether a list writes a code, a heading or a long form.

Pure. Codes are ISO 3166-1 alpha-2; the other forms are the headings of the Entity List and OFAC's words.
"""

from functools import lru_cache

from watchers.parsers.lists.entries import PLAIN_MARKS

_CODES = """
AD Andorra|AE United Arab Emirates|AF Afghanistan|AG Antigua and Barbuda|AI Anguilla|AL Albania|AM Armenia
AO Angola|AQ Antarctica|AR Argentina|AS American Samoa|AT Austria|AU Australia|AW Aruba|AX Åland Islands
AZ Azerbaijan|BA Bosnia and Herzegovina|BB Barbados|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria
BH Bahrain|BI Burundi|BJ Benin|BL Saint Barthélemy|BM Bermuda|BN Brunei|BO Bolivia|BQ Bonaire|BR Brazil
BS Bahamas|BT Bhutan|BV Bouvet Island|BW Botswana|BY Belarus|BZ Belize|CA Canada|CC Cocos Islands
CD Democratic Republic of the Congo|CF Central African Republic|CG Congo|CH Switzerland|CI Côte d'Ivoire
CK Cook Islands|CL Chile|CM Cameroon|CN China|CO Colombia|CR Costa Rica|CU Cuba|CV Cabo Verde|CW Curaçao
CX Christmas Island|CY Cyprus|CZ Czechia|DE Germany|DJ Djibouti|DK Denmark|DM Dominica|DO Dominican Republic
DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|EH Western Sahara|ER Eritrea|ES Spain|ET Ethiopia|FI Finland|FJ Fiji
FK Falkland Islands|FM Micronesia|FO Faroe Islands|FR France|GA Gabon|GB United Kingdom|GD Grenada|GE Georgia
GF French Guiana|GG Guernsey|GH Ghana|GI Gibraltar|GL Greenland|GM Gambia|GN Guinea|GP Guadeloupe
GQ Equatorial Guinea|GR Greece|GS South Georgia|GT Guatemala|GU Guam|GW Guinea-Bissau|GY Guyana|HK Hong Kong
HM Heard Island|HN Honduras|HR Croatia|HT Haiti|HU Hungary|ID Indonesia|IE Ireland|IL Israel|IM Isle of Man
IN India|IO British Indian Ocean Territory|IQ Iraq|IR Iran|IS Iceland|IT Italy|JE Jersey|JM Jamaica|JO Jordan
JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KI Kiribati|KM Comoros|KN Saint Kitts and Nevis|KP North Korea
KR South Korea|KW Kuwait|KY Cayman Islands|KZ Kazakhstan|LA Laos|LB Lebanon|LC Saint Lucia|LI Liechtenstein
LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|MA Morocco|MC Monaco
MD Moldova|ME Montenegro|MF Saint Martin|MG Madagascar|MH Marshall Islands|MK North Macedonia|ML Mali|MM Burma
MN Mongolia|MO Macau|MP Northern Mariana Islands|MQ Martinique|MR Mauritania|MS Montserrat|MT Malta
MU Mauritius|MV Maldives|MW Malawi|MX Mexico|MY Malaysia|MZ Mozambique|NA Namibia|NC New Caledonia|NE Niger
NF Norfolk Island|NG Nigeria|NI Nicaragua|NL Netherlands|NO Norway|NP Nepal|NR Nauru|NU Niue|NZ New Zealand
OM Oman|PA Panama|PE Peru|PF French Polynesia|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland
PM Saint Pierre and Miquelon|PN Pitcairn|PR Puerto Rico|PS Palestinian Territories|PT Portugal|PW Palau
PY Paraguay|QA Qatar|RE Réunion|RO Romania|RS Serbia|RU Russia|RW Rwanda|SA Saudi Arabia|SB Solomon Islands
SC Seychelles|SD Sudan|SE Sweden|SG Singapore|SH Saint Helena|SI Slovenia|SJ Svalbard|SK Slovakia
SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|ST Sao Tome and Principe
SV El Salvador|SX Sint Maarten|SY Syria|SZ Eswatini|TC Turks and Caicos Islands|TD Chad
TF French Southern Lands
TG Togo|TH Thailand|TJ Tajikistan|TK Tokelau|TL Timor-Leste|TM Turkmenistan|TN Tunisia|TO Tonga|TR Turkey
TT Trinidad and Tobago|TV Tuvalu|TW Taiwan|TZ Tanzania|UA Ukraine|UG Uganda|UM US Outlying Islands
US United States|UY Uruguay|UZ Uzbekistan|VA Holy See|VC Saint Vincent|VE Venezuela|VG British Virgin Islands
VI US Virgin Islands|VN Vietnam|VU Vanuatu|WF Wallis and Futuna|WS Samoa|XK Kosovo|YE Yemen|YT Mayotte
ZA South Africa|ZM Zambia|ZW Zimbabwe
"""
CODES = {line[:2]: line[3:] for line in _CODES.strip().replace("\n", "|").split("|")}
_NAMES = {name.casefold(): name for name in CODES.values()}
_OTHER_FORMS = {
    "china, people's republic of": "China",
    "people's republic of china": "China",
    "prc": "China",
    "russian federation": "Russia",
    "the russian federation": "Russia",
    "korea, south": "South Korea",
    "republic of korea": "South Korea",
    "korea, republic of": "South Korea",
    "korea, north": "North Korea",
    "democratic people's republic of korea": "North Korea",
    "dprk": "North Korea",
    "iran (islamic republic of)": "Iran",
    "iran, islamic republic of": "Iran",
    "islamic republic of iran": "Iran",
    "syrian arab republic": "Syria",
    "uae": "United Arab Emirates",
    "u.a.e": "United Arab Emirates",
    "uk": "United Kingdom",
    "united kingdom of great britain and northern ireland": "United Kingdom",
    "usa": "United States",
    "united states of america": "United States",
    "türkiye": "Turkey",
    "turkiye": "Turkey",
    "myanmar": "Burma",
    "viet nam": "Vietnam",
    "lao people's democratic republic": "Laos",
    "taiwan, province of china": "Taiwan",
    "hong kong, china": "Hong Kong",
    "macao": "Macau",
    "czech republic": "Czechia",
    "congo, democratic republic of the": "Democratic Republic of the Congo",
    "congo, republic of the": "Congo",
    "venezuela (bolivarian republic of)": "Venezuela",
    "bolivia (plurinational state of)": "Bolivia",
    "tanzania, united republic of": "Tanzania",
    "republic of moldova": "Moldova",
    "region: gaza": "Palestinian Territories",
    "palestinian": "Palestinian Territories",
    "cote d ivoire": "Côte d'Ivoire",
    "the gambia": "Gambia",
    "bosnia-herzegovina": "Bosnia and Herzegovina",
}
_UNKNOWN = frozenset({"unknown", "undetermined", "00", "xx", "zz", "-0-", "unspecified", "none"})


@lru_cache(maxsize=4096)
def country_name(written: str) -> str:
    """Return the short English name; what is written, where we do not know it; "" for "unknown".

    Headings in capitals come back in normal case: "CHINA, PEOPLE'S REPUBLIC OF" is "China".
    """
    told = written.strip().rstrip(".").translate(PLAIN_MARKS)
    if len(told) == 2 and told.isalpha():
        return CODES.get(told.upper(), told)
    key = told.casefold()
    if key in _UNKNOWN:
        return ""
    known = _OTHER_FORMS.get(key) or _NAMES.get(key)
    if known:
        return known
    return told.title().replace("'S ", "'s ").replace(" Of ", " of ") if told.isupper() else told


def is_country(written: str) -> bool:
    """Whether the text is a country's name, heading or code as far as we know."""
    key = written.strip().rstrip(".").translate(PLAIN_MARKS).casefold()
    return key in _NAMES or key in _OTHER_FORMS or (len(key) == 2 and key.upper() in CODES)
