"""Bad values of each type that an input can have, and whether they must be refused wherever they stand."""

from collections.abc import Mapping
from typing import Any, Literal

Answer = Literal["refused", "either"]
RAW = {"@1e999@": "1e999", "@-1e999@": "-1e999", "@10**400@": "1" + "0" * 400}
"""Numbers that JSON can write and Python cannot: a body has them in place of these texts."""

BAD_TEXTS: Mapping[str, tuple[Any, Answer]] = {
    "a number": (7, "refused"),
    "a list": (["a", "b"], "refused"),
    "blank": (" \t\n", "refused"),
    "empty": ("", "refused"),
    "100,000 characters": ("x" * 100_000, "refused"),
    "a NUL byte": ("a\0b", "refused"),
    "half a surrogate pair": ("a\ud800b", "refused"),
    "an emoji": ("\U0001f600" * 10, "either"),
    "right to left": ("\u202e\u0645\u0631\u062d\u0628\u0627", "either"),
    "a template": ("%s {0} $1 '; DROP TABLE kpi; --", "either"),
}
BAD_NUMBERS: Mapping[str, tuple[Any, Answer]] = {
    "a text": ("1", "refused"),
    "a truth": (True, "refused"),
    "1e308": (1e308, "refused"),
    "-1e308": (-1e308, "refused"),
    "1e999": ("@1e999@", "refused"),
    "-1e999": ("@-1e999@", "refused"),
    "10**400": ("@10**400@", "refused"),
    "2**31": (2**31, "refused"),
    "2**31 - 1": (2**31 - 1, "either"),
    "-2**31": (-(2**31), "refused"),
    "-1": (-1, "refused"),
    "0": (0, "either"),
    "1e-308": (1e-308, "either"),
}
BAD: Mapping[str, Mapping[str, tuple[Any, Answer]]] = {
    "String": BAD_TEXTS,
    "Int": {**BAD_NUMBERS, "1.5": (1.5, "refused"), "40,000": (40_000, "either")},
    "Float": BAD_NUMBERS,
    "Boolean": {"a text": ("true", "refused"), "a number": (1, "refused")},
    "Decimal": {
        "a number": (1.5, "refused"),
        "no number": ("many", "refused"),
        "empty": ("", "refused"),
        "NaN": ("NaN", "refused"),
        "infinite": ("Infinity", "refused"),
        "with an exponent": ("1e5", "refused"),
        "of 40 digits": ("1" * 40, "refused"),
        "10^15": ("1" + "0" * 15, "refused"),
        "of 11 decimals": ("0.12345678901", "refused"),
        "with a NUL byte": ("1\0", "refused"),
        "10^15 - 1": ("9" * 15, "either"),
        "below zero": ("-1", "either"),
        "zero below zero": ("-0.0000000000", "either"),
    },
    "Date": {
        "a number": (20260701, "refused"),
        "empty": ("", "refused"),
        "no day of the calendar": ("2026-02-30", "refused"),
        "of the year 0000": ("0000-01-01", "refused"),
        "of another form": ("2026-7-1", "refused"),
        "an instant": ("2026-07-01T00:00:00Z", "refused"),
        "of the year 0001": ("0001-01-01", "either"),
        "of the year 9999": ("9999-12-31", "either"),
    },
    "DateTime": {
        "a number": (1_782_900_000, "refused"),
        "empty": ("", "refused"),
        "a day": ("2026-07-01", "refused"),
        "without an offset": ("2026-07-01T00:00:00", "refused"),
        "of no day of the calendar": ("2026-02-30T00:00:00Z", "refused"),
        "of no hour of the day": ("2026-07-01T25:00:00Z", "refused"),
        "of the year 0001": ("0001-01-01T00:00:00Z", "refused"),
        "of the year 0001, an hour before": ("0001-01-01T00:00:00+01:00", "refused"),
        "of the year 9999": ("9999-01-01T00:00:00Z", "refused"),
        "of the year 9999, an hour after": ("9999-12-31T23:59:59-01:00", "refused"),
        "of an offset of a day": ("2126-12-31T23:59:59-23:59", "either"),
    },
    "ID": {
        "empty": ("", "refused"),
        "malformed": ("S3BpOg==", "refused"),
        "of no base64": ("\U0001f600 = '", "refused"),
        "a number": (7, "refused"),
        "a NUL byte": ("S3Bp\0", "refused"),
        "100,000 characters": ("x" * 100_000, "refused"),
    },
}
"""Of each scalar what it may be told, and whether that must be refused wherever it stands."""

BAD_ENUM: Mapping[str, tuple[Any, Answer]] = {
    "no word": ("NONE_OF_THESE", "refused"),
    "in small letters": ("culture", "refused"),
    "empty": ("", "refused"),
    "a number": (1, "refused"),
}
BAD_LIST: Mapping[str, tuple[Any, Answer]] = {
    "empty": ([], "either"),
    "of null": ([None], "refused"),
    "an object": ({"a": 1}, "refused"),
    "a number": (7, "refused"),
}
ALLOWED_ANYWAY = {"clientMutationId"}
"""A field that is given back and never kept: any text will do."""
