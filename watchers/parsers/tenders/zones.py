"""In which zone a notice's times stand that names none: its country's capital's. Pure.

The country is that of the page's host (country-code domain: ISO 3166-1 and `uk`), else that of a sum's
currency (ISO 4217; the euro's is taken as Central European). In a country of several zones a notice from
elsewhere is some hours off, so only those stand here whose capital's zone most buyers keep.
"""

from collections.abc import Collection
from datetime import tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_ZONES = {
    "Asia/Almaty": "kz KZT",
    "Asia/Dubai": "ae AED",
    "Asia/Hong_Kong": "hk HKD",
    "Asia/Kolkata": "in INR",
    "Asia/Seoul": "kr KRW",
    "Asia/Singapore": "sg SGD",
    "Asia/Taipei": "tw TWD",
    "Asia/Tehran": "ir IRR",
    "Asia/Ho_Chi_Minh": "vn VND",
    "Asia/Tokyo": "jp JPY",
    "Europe/Athens": "gr cy",
    "Europe/Berlin": "de EUR",
    "Europe/Brussels": "be eu lu nl",
    "Europe/Bucharest": "ro RON",
    "Europe/Budapest": "hu HUF",
    "Europe/Copenhagen": "dk DKK",
    "Europe/Helsinki": "fi ee lt lv",
    "Europe/Istanbul": "tr TRY",
    "Europe/Kyiv": "ua UAH",
    "Europe/London": "uk ie GBP",
    "Europe/Madrid": "es",
    "Europe/Minsk": "by BYN",
    "Europe/Moscow": "ru su RUB",
    "Europe/Oslo": "no NOK",
    "Europe/Paris": "fr",
    "Europe/Prague": "cz sk CZK",
    "Europe/Rome": "it mt",
    "Europe/Sofia": "bg BGN",
    "Europe/Stockholm": "se SEK",
    "Europe/Vienna": "at si hr",
    "Europe/Lisbon": "pt",
    "Europe/Warsaw": "pl PLN",
    "Europe/Zurich": "ch li CHF",
}
_BY_SIGN = {sign: zone for zone, signs in _ZONES.items() for sign in signs.split()}


def zone_of(url: str, currencies: Collection[str]) -> tzinfo | None:
    """Return the zone of a page's country, else of its only currency; None where neither tells one."""
    country = (urlsplit(url).hostname or "").rpartition(".")[2]
    name = _BY_SIGN.get(country) or (_BY_SIGN.get(*currencies) if len(currencies) == 1 else None)
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError:  # no table of zones on this machine
        return None
