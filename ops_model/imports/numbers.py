"""Numbers as sheets spell them: read exactly, or refused; nothing is guessed."""

import re
from datetime import date
from decimal import Context, Decimal
from functools import cache

from ops_model.domain.rules import EXACT_DECIMALS, EXACT_DIGITS
from ops_model.imports.mapping import NumberMapping, PercentSign
from ops_model.imports.rows import Cell

_EXACT = Context(prec=400)
_BLANKS = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-"})


def number_read(cell: Cell, spelling: NumberMapping) -> Decimal:
    """Return the number that a cell holds, without trailing zeros; of a workbook's as many digits as it shows, 15.

    Raises ValueError with a sentence for what is no number as the mapping spells them.
    """
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        raise ValueError(f"'{cell}' is not a number.")
    if isinstance(cell, str):
        return _plain(_spelled(cell, spelling))
    number = Decimal(format(cell, ".15g") if isinstance(cell, float) else cell)
    if not number.is_finite():
        raise ValueError(f"'{cell}' is not a number.")
    return _plain(number)


def number_scaled(number: Decimal, scale: Decimal) -> Decimal:
    """Return a number in the unit that is kept: multiplied exactly, and of more than 10 decimals rounded, half to even.

    Raises ValueError with a sentence for 10^15 and more.
    """
    scaled = _plain(_EXACT.multiply(number, scale))
    if abs(scaled) >= 10**EXACT_DIGITS:
        raise ValueError(f"{number:g} is too great: numbers are kept below 10^15.")
    return _plain(round(scaled, EXACT_DECIMALS)) if decimals_of(scaled) > EXACT_DECIMALS else scaled


def decimals_of(number: Decimal) -> int:
    """Return how many decimals a number has."""
    return max(0, -int(number.as_tuple().exponent))


def _spelled(text: str, spelling: NumberMapping) -> Decimal:
    digits = text.translate(_BLANKS).strip()
    for sign in spelling.currency_signs:
        digits = re.sub(rf"^([+-]?)\s*{re.escape(sign)}\s*|\s*{re.escape(sign)}$", r"\1", digits)
    percent = spelling.percent_sign is not None and digits.endswith("%")
    found = _pattern(spelling.decimal_mark, spelling.thousands_mark).fullmatch(digits.removesuffix("%").strip())
    if not found or ("%" in digits and not percent):
        raise ValueError(f"'{text.strip()}' is not a number as the mapping spells them{_advice(digits, spelling)}.")
    whole = found["whole"].replace(spelling.thousands_mark, "") if spelling.thousands_mark else found["whole"]
    number = Decimal(f"{found['sign']}{whole}.{found['part'] or 0}{found['exponent'] or ''}")
    return number.scaleb(-2, _EXACT) if percent and spelling.percent_sign is PercentSign.RATIO else number


def _advice(text: str, spelling: NumberMapping) -> str:
    """Return what to do about a text that is no number."""
    if "%" in text and spelling.percent_sign is None:
        return ': set numbers.percent_sign to "ratio" (3 % is 0.03) or "points" (3 % is 3)'
    if not re.search("[0-9]", text):
        return ": correct it, or add it to empty"
    if re.search("[., '\u2019]", text):
        return ": set numbers.decimal_mark and numbers.thousands_mark, or correct it"
    return ": set numbers.currency_signs, or correct it"


@cache
def _pattern(decimal_mark: str, thousands_mark: str) -> re.Pattern[str]:
    mark = re.escape(thousands_mark)
    whole = rf"(?:[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+|[0-9]+)" if mark else "[0-9]+"
    part = rf"(?:{re.escape(decimal_mark)}(?P<part>[0-9]+))?"
    return re.compile(rf"(?P<sign>[+-]?)(?P<whole>{whole}){part}(?P<exponent>[eE][+-]?[0-9]{{1,2}})?")


def _plain(number: Decimal) -> Decimal:
    """Return a number without trailing zeros and without an exponent."""
    return Decimal(f"{number.normalize(_EXACT):f}")
