"""How the models say what PostgreSQL refuses.

A constraint is named `<table>_<column or rule>_<kind>`; services/constraints.py has a sentence for each name. In SQL
a check that comes out null passes, so that what is absent breaks no rule but the one that asks for it.
"""

from collections.abc import Iterable
from enum import StrEnum

from django.core.validators import MaxLengthValidator
from django.db import models

from ops_model.domain.rules import CODE_LENGTH, EXACT_DECIMALS, EXACT_DIGITS, NAME_LENGTH

NAME = MaxLengthValidator(NAME_LENGTH)
CODE = MaxLengthValidator(CODE_LENGTH)
UNIT = MaxLengthValidator(40)
EMAIL = MaxLengthValidator(254)
LONG = MaxLengthValidator(10_000)


def choices(words: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Return the words as a field's choices."""
    return [(word.value, word.value) for word in words]


def check(name: str, sql: str) -> models.CheckConstraint:
    """Return a check written in SQL; the percent sign has no place in it."""
    return models.CheckConstraint(
        name=name, condition=models.Func(template=f"({sql})", output_field=models.BooleanField())
    )


def text(table: str, column: str, limit: MaxLengthValidator) -> models.CheckConstraint:
    """Refuse a text that is blank, or longer than its validator allows."""
    return check(f"{table}_{column}_text", rf"{column} ~ '\S' AND char_length({column}) <= {limit.limit_value}")


def one_of(table: str, column: str, words: Iterable[StrEnum]) -> models.CheckConstraint:
    """Refuse a word that is none of these."""
    return models.CheckConstraint(
        name=f"{table}_{column}_choice", condition=models.Q(**{f"{column}__in": [word.value for word in words]})
    )


def between(table: str, column: str, low: float, high: float) -> models.CheckConstraint:
    """Refuse a number outside these bounds; the bounds themselves are allowed."""
    return models.CheckConstraint(
        name=f"{table}_{column}_range", condition=models.Q(**{f"{column}__gte": low, f"{column}__lte": high})
    )


def positive(table: str, column: str, high: float) -> models.CheckConstraint:
    """Refuse 0, what is below it, and what is above the bound."""
    return models.CheckConstraint(
        name=f"{table}_{column}_range", condition=models.Q(**{f"{column}__gt": 0, f"{column}__lte": high})
    )


def versioned(table: str) -> models.CheckConstraint:
    """Refuse a version below 1."""
    return models.CheckConstraint(name=f"{table}_version_range", condition=models.Q(version__gte=1))


def exact(table: str, column: str) -> models.CheckConstraint:
    """Refuse an exact number that is not finite, of 10^15 or more, or with more than 10 decimals."""
    return check(f"{table}_{column}_range", f"abs({column}) < 1e{EXACT_DIGITS} AND scale({column}) <= {EXACT_DECIMALS}")
