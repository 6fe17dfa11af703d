"""Filters, derived from a table's columns: words, texts and ids by lists, numbers and days by bounds, flags as such."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, reduce
from operator import and_, or_
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    FloatField,
    IntegerField,
    Q,
    QuerySet,
    UUIDField,
)
from django_filters import (
    BaseInFilter,
    BooleanFilter,
    CharFilter,
    ChoiceFilter,
    DateFilter,
    Filter,
    FilterSet,
    IsoDateTimeFilter,
    NumberFilter,
    UUIDFilter,
)

from ops_model.models.reporting.columns import meaning_of
from ops_model.reporting.names import camel_case
from ops_model.reporting.tables import Column, Table

SEARCH = "search"
LONGEST_SEARCH = 200
MOST_WORDS = 5
"""Words that a search takes: each is looked for in every text."""

MOST_WHOLE = 2**31 - 1
BOUNDS = {"from": ("gte", "least"), "to": ("lte", "most")}

Rows = QuerySet[Any, dict[str, Any]]


class AnyWord(BaseInFilter, ChoiceFilter):
    """Any of some words of the model."""


class AnyText(BaseInFilter, CharFilter):
    """Any of some texts, each as it is."""


class AnyId(BaseInFilter, UUIDFilter):
    """Any of some identifiers."""


class FloatBound(Filter):
    """A computed number that another one is not beyond; NumberFilter is that of exact ones."""

    field_class = forms.FloatField


class WholeBound(Filter):
    """A whole number that another one is not beyond: one that PostgreSQL's integer can be."""

    field_class = forms.IntegerField

    def __init__(self, **options: Any) -> None:
        """Take the options of any filter."""
        super().__init__(min_value=-MOST_WHOLE - 1, max_value=MOST_WHOLE, **options)


class Included(BooleanFilter):
    """Whether rows that a flag marks are there; they are not, unless it is asked for."""

    def filter(self, qs: Rows, value: bool | None) -> Rows:  # noqa: FBT001 - as django-filter calls it
        """Leave them out."""
        return qs if value else qs.filter(**{self.field_name: False})


def _few_words(text: str) -> None:
    if len(text.split()) > MOST_WORDS:
        raise ValidationError(f"Give at most {MOST_WORDS} words.")


class Search(CharFilter):
    """Words, each of which has to be in some of the columns, in whatever case."""

    def __init__(self, columns: tuple[str, ...], **options: Any) -> None:
        """Take the columns."""
        super().__init__(max_length=LONGEST_SEARCH, validators=[_few_words], **options)
        self._columns = columns

    def filter(self, qs: Rows, value: str | None) -> Rows:
        """Ask for each of the words."""
        words = dict.fromkeys((value or "").split())
        found = [reduce(or_, [Q(**{f"{name}__icontains": word}) for name in self._columns]) for word in words]
        return qs.filter(reduce(and_, found)) if found else qs


@lru_cache(maxsize=1_000)
def filter_set_of(table: Table, names: frozenset[str]) -> type[FilterSet]:
    """Return the filters of a table that are asked for, and the one that leaves out: a FilterSet copies all of its
    filters each time, and a table has fifty."""
    whole = filter_set(table)
    asked = {name: each for name, each in whole.base_filters.items() if name in names or isinstance(each, Included)}
    return _class(table, asked)


@cache
def filter_set(table: Table) -> type[FilterSet]:
    """Return the filters of a table. Their labels say what each asks for; no value asks for nothing."""
    filters: dict[str, Any] = {}
    for name, column in table.varying.items():
        filters |= _filters(name, column, table)
    if table.searched:
        columns = ", ".join(map(camel_case, table.searched))
        told = f"Up to {MOST_WORDS} words, each of which has to be in one of {columns}; null: any rows."
        filters[SEARCH] = Search(table.searched, label=told)
    return _class(table, filters)


def _class(table: Table, filters: Mapping[str, Filter]) -> type[FilterSet]:
    meta = type("Meta", (), {"model": table.view, "fields": []})
    return type(f"{table.view.__name__}Filters", (FilterSet,), {**filters, "Meta": meta})


def _filters(name: str, column: Column, table: Table) -> Mapping[str, Filter]:
    meaning = meaning_of(column)
    any_of: dict[str, Any] = {"field_name": name, "lookup_expr": "in", "label": f"{meaning}: one of these; null: any."}
    if name == table.left_out:
        return {f"include_{name}": Included(field_name=name, label=f"Whether to show {name} ones too; null: no.")}
    if column.choices:
        return {name: _any_word([str(word) for word, _ in column.choices], any_of)}
    if name in table.texts:
        return {name: AnyText(strip=False, **any_of)}
    if isinstance(column, UUIDField):
        return {name: AnyId(**any_of)}
    if isinstance(column, BooleanField):
        return {name: BooleanFilter(field_name=name, label=f"{meaning}; null: either.")}
    kind = next((bound for field, bound in _BOUNDS_OF.items() if isinstance(column, field)), None)
    return dict(_bounds(name, kind, meaning)) if kind else {}


_BOUNDS_OF: Mapping[type[Any], type[Filter]] = {
    DateTimeField: IsoDateTimeFilter,
    DateField: DateFilter,
    DecimalField: NumberFilter,
    IntegerField: WholeBound,
    FloatField: FloatBound,
}
"""The bounds of a kind of column; of days the instants come first, which are days to Django."""


def _any_word(words: list[str], options: Mapping[str, Any]) -> AnyWord:
    refused = {"invalid_choice": f"%(value)s is none of {', '.join(words)}."}
    return AnyWord(choices=[(word, word) for word in words], error_messages=refused, **options)


def _bounds(name: str, kind: type[Filter], meaning: str) -> Iterator[tuple[str, Filter]]:
    for end, (lookup, word) in BOUNDS.items():
        yield f"{name}_{end}", kind(field_name=name, lookup_expr=lookup, label=f"{meaning}: at {word} this; null: any.")
