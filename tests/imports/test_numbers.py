"""Numbers are read exactly as the mapping spells them, or refused; none is guessed."""

from datetime import date
from decimal import Decimal

import pytest

from ops_model.imports.mapping import NumberMapping, PercentSign
from ops_model.imports.numbers import number_read, number_scaled
from ops_model.imports.rows import Cell

PLAIN = NumberMapping()
GERMAN = NumberMapping(decimal_mark=",", thousands_mark=".", currency_signs=("€",))
FRENCH = NumberMapping(decimal_mark=",", thousands_mark=" ")
AMERICAN = NumberMapping(thousands_mark=",", currency_signs=("$", "USD"), percent_sign=PercentSign.POINTS)
RATIO = NumberMapping(percent_sign=PercentSign.RATIO)


@pytest.mark.parametrize(
    ("cell", "spelling", "expected"),
    [
        ("0.034", PLAIN, "0.034"),
        (0.034, PLAIN, "0.034"),
        ("-0.0047", PLAIN, "-0.0047"),
        ("\N{MINUS SIGN}3", PLAIN, "-3"),
        (" 12.50 ", PLAIN, "12.5"),
        (1136, PLAIN, "1136"),
        (0.1 + 0.2, PLAIN, "0.3"),
        ("1.2E+3", PLAIN, "1200"),
        ("1.234,5", GERMAN, "1234.5"),
        ("1.234 €", GERMAN, "1234"),
        ("-€5", GERMAN, "-5"),
        ("1\N{NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,8", FRENCH, "1234567.8"),
        ("$1,234.50", AMERICAN, "1234.5"),
        ("5 USD", AMERICAN, "5"),
        ("3.4 %", AMERICAN, "3.4"),
        ("3.4%", RATIO, "0.034"),
        ("0.5", RATIO, "0.5"),
    ],
)
def test_a_number_is_read_as_it_is_spelled(cell: Cell, spelling: NumberMapping, expected: str) -> None:
    assert str(number_read(cell, spelling)) == expected


@pytest.mark.parametrize(
    ("cell", "spelling", "sentence"),
    [
        ("1,234", PLAIN, "'1,234' is not a number as the mapping spells them: set numbers.decimal_mark and"),
        ("1 234", PLAIN, "set numbers.decimal_mark and numbers.thousands_mark"),
        ("1.5", GERMAN, "is not a number"),
        ("12.34,5", GERMAN, "is not a number"),
        ("1,23,456", AMERICAN, "is not a number"),
        ("3 %", PLAIN, 'set numbers.percent_sign to "ratio"'),
        ("$5", PLAIN, "set numbers.currency_signs"),
        ("(5)", PLAIN, "correct it"),
        ("tbd", PLAIN, "correct it, or add it to empty"),
        ("nan", PLAIN, "is not a number"),
        ("#DIV/0!", PLAIN, "is not a number"),
        (True, PLAIN, "'True' is not a number"),
        (date(2018, 1, 1), PLAIN, "'2018-01-01' is not a number"),
        (float("inf"), PLAIN, "'inf' is not a number"),
    ],
)
def test_what_could_be_misread_is_refused(cell: Cell, spelling: NumberMapping, sentence: str) -> None:
    with pytest.raises(ValueError, match="number") as refused:
        number_read(cell, spelling)
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("number", "scale", "expected"),
    [
        ("0.034", "100", "3.4"),
        ("0.1", "100", "10"),
        ("0.29", "100", "29"),
        ("-0.0116", "100", "-1.16"),
        ("1234567890.123456789", "0.001", "1234567.8901234568"),
        ("0.333333333333333", "1", "0.3333333333"),
        ("2", "0.00000000025", "0.0000000005"),
    ],
)
def test_a_scale_multiplies_exactly_up_to_ten_decimals(number: str, scale: str, expected: str) -> None:
    assert f"{number_scaled(Decimal(number), Decimal(scale)):f}" == expected


def test_what_is_too_great_to_be_kept_is_refused() -> None:
    with pytest.raises(ValueError, match=r"10{20} is too great: numbers are kept below 10\^15"):
        number_scaled(number_read("1e20", PLAIN), Decimal(1))
