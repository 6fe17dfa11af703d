"""The kinds of columns that a reporting view has. Each says what it means, in which unit, and what null means: the
schema, the database's own comments and the data dictionary all read it here."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django.db import models

from ops_model.domain.framework import LeverKind
from ops_model.models.constraints import choices
from ops_model.models.fields import ExactField

NULL, UNIT = "; null ", " Unit: "
"""What stands between the meaning of a column and what null means, and before its unit."""

RATIO, POINTS, COUNT, DAYS, RELATIVE = "ratio", "index points", "count", "days", "relative weight"
OWN = "the KPI's unit"
UNSAID, NOBODY, COUNTED = "where not said", "for nobody", "where it counts"
"""What null means, where it means the same in several columns."""


def _told(meaning: str, unit: str | None, null: str | None) -> dict[str, Any]:
    told = f"{meaning}{NULL}{null}." if null else f"{meaning}."
    return {"help_text": f"{told}{UNIT}{unit}." if unit else told, "null": null is not None}


def meaning_of(column: "models.Field[Any, Any]") -> str:
    """Return what a column means, without its unit and what null means there."""
    told = str(column.help_text).partition(UNIT)[0].removesuffix(".")
    return told.rpartition(NULL)[0] if column.null else told


def unit_of(column: "models.Field[Any, Any]") -> str | None:
    """Return the unit of a column; None for what has none."""
    return str(column.help_text).partition(UNIT)[2].removesuffix(".") or None


def text(meaning: str, *, null: str | None = None) -> "models.TextField[Any, Any]":
    """Return a column of texts."""
    return models.TextField(**_told(meaning, None, null))


def word(meaning: str, words: Iterable[StrEnum], *, null: str | None = None) -> "models.TextField[Any, Any]":
    """Return a column of words of the model."""
    return models.TextField(**_told(meaning, None, null), choices=choices(words))


def identifier(meaning: str) -> "models.UUIDField[Any, Any]":
    """Return a column of identifiers."""
    return models.UUIDField(**_told(meaning, None, None))


def number(meaning: str, unit: str, *, null: str | None = None) -> "models.FloatField[Any, Any]":
    """Return a column of computed numbers."""
    return models.FloatField(**_told(meaning, unit, null))


def share(lever: LeverKind) -> "models.FloatField[Any, Any]":
    """Return the column of an initiative's shares in a lever."""
    return number(f"Its share in {lever}, 0 for none", RELATIVE)


def exact(meaning: str, unit: str = OWN, *, null: str | None = None) -> "ExactField[Any, Any]":
    """Return a column of numbers as they were entered."""
    return ExactField(**_told(meaning, unit, null))


def whole(meaning: str, unit: str = COUNT, *, null: str | None = None) -> "models.IntegerField[Any, Any]":
    """Return a column of whole numbers."""
    return models.IntegerField(**_told(meaning, unit, null))


def flag(meaning: str) -> "models.BooleanField[Any, Any]":
    """Return a column that says whether something is so."""
    return models.BooleanField(**_told(meaning, None, None))


def day(meaning: str, *, null: str | None = None) -> "models.DateField[Any, Any]":
    """Return a column of days."""
    return models.DateField(**_told(meaning, None, null))


def month(of: str) -> "models.TextField[Any, Any]":
    """Return the column of the months of days, to group by."""
    return text(f"The month of {of}, as YYYY-MM")


def instant(meaning: str, *, null: str | None = None) -> "models.DateTimeField[Any, Any]":
    """Return a column of instants."""
    return models.DateTimeField(**_told(meaning, None, null))
