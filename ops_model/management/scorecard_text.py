"""A scorecard as lines of text. Here alone figures are rounded; what is not known is a dash, and never 0."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from ops_model.domain.progress.figures import Counts, KpiFigures, LeverFigures
from ops_model.domain.progress.vocabulary import AttentionReason, Health
from ops_model.domain.stages import InitiativeStage
from ops_model.selectors.reports import Kpi, Scorecard

UNKNOWN = "\N{EN DASH}"
MOST_ATTENTION = 10
_GAP = "  "

Rows = Sequence[Sequence[str]]


def scorecard_lines(scorecard: Scorecard) -> Iterator[str]:
    """Say how the organisation stands: the index, its levers, counts, guardrails, and what needs attention."""
    yield f"{scorecard.organisation.name}, as of {scorecard.as_of.isoformat()}"
    if scorecard.vision:
        yield f"Vision: {scorecard.vision.statement}"
    if scorecard.north_star:
        yield f"North star: {_kpi_name(scorecard.north_star)}, {_value(scorecard.north_star)}"
    yield from _section("Index", _table(_index(scorecard), figures=range(3)))
    yield from _section(
        "Levers", _table([_LEVER_HEADS, *(_lever(lever) for lever in scorecard.levers)], figures=range(1, 7))
    )
    yield from _section("Counts", _counts(scorecard))
    yield from _section("Guardrails", _guardrails(scorecard))
    yield from _section("Attention", _attention(scorecard))


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    yield ""
    yield title
    for line in lines:
        yield f"{_GAP}{line}"


def _index(scorecard: Scorecard) -> Rows:
    return [
        ("index", "expected", "coverage", "health"),
        (
            _points(scorecard.index),
            _points(scorecard.expected_index),
            _coverage(scorecard.coverage, sufficient=scorecard.sufficient),
            scorecard.health,
        ),
    ]


_LEVER_HEADS = ("lever", "outcome", "delivery", "maturity", "progress", "expected", "coverage", "health")


def _lever(lever: LeverFigures) -> Sequence[str]:
    return (
        lever.lever.kind.capitalize(),
        *(_ratio(lens.value) for lens in lever.lenses),
        _ratio(lever.progress),
        _ratio(lever.expected_progress),
        _coverage(lever.coverage, sufficient=lever.sufficient),
        lever.health,
    )


_COUNT_HEADS = (
    "",
    "initiatives",
    "KPIs",
    "overdue milestones",
    "check-ins due",
    "watermelons",
    "stale KPIs",
    "breaches",
)


def _counts(scorecard: Scorecard) -> list[str]:
    levers = [_count(lever.lever.kind.capitalize(), lever.counts) for lever in scorecard.levers]
    table = [_COUNT_HEADS, *levers, _count("all", scorecard.counts)]
    words = [
        ("initiatives by stage", _listed(scorecard.counts.initiatives_by_stage)),
        ("initiatives by health", _listed(scorecard.counts.initiatives_by_health)),
        ("KPIs by health", _listed(scorecard.counts.kpis_by_health)),
    ]
    return _table(table, figures=range(1, len(_COUNT_HEADS))) + _table(words)


def _count(name: str, counts: Counts) -> Sequence[str]:
    figures = (
        sum(counts.initiatives_by_stage.values()),
        sum(counts.kpis_by_health.values()),
        counts.overdue_milestones,
        counts.check_ins_due,
        counts.watermelons,
        counts.stale_kpis,
        counts.breaches,
    )
    return name, *map(str, figures)


def _guardrails(scorecard: Scorecard) -> Sequence[str]:
    if not scorecard.guardrails:
        return ["none"]
    return _table([(_kpi_name(kpi), _value(kpi), _guardrail_state(kpi)) for kpi in scorecard.guardrails])


def _guardrail_state(kpi: KpiFigures) -> str:
    said = [AttentionReason.BREACH] * kpi.breach + [AttentionReason.UNKNOWN] * kpi.unknown
    return " ".join(said) or "holds"


def _attention(scorecard: Scorecard) -> Sequence[str]:
    shown = scorecard.attention[:MOST_ATTENTION]
    more = len(scorecard.attention) - len(shown)
    table = _table([(item.subject.code, " ".join(item.reasons), item.sentence) for item in shown])
    return [*table, f"and {more} more"] if more else table or ["nothing"]


def _kpi_name(figures: KpiFigures) -> str:
    return f"{figures.kpi.code} {figures.kpi.name}"


def _value(figures: KpiFigures) -> str:
    kpi = figures.kpi
    if figures.value is None or not isinstance(kpi, Kpi):
        return UNKNOWN
    return f"{_rounded(figures.value, kpi.decimals)} {kpi.unit}"


def _listed(counts: Mapping[InitiativeStage, int] | Mapping[Health, int]) -> str:
    return ", ".join(f"{count} {word}" for word, count in counts.items() if count) or UNKNOWN


def _points(index: float | None) -> str:
    return UNKNOWN if index is None else _rounded(index, 1)


def _ratio(ratio: float | None) -> str:
    return UNKNOWN if ratio is None else f"{_rounded(ratio * 100, 1)} %"


def _rounded(value: float, decimals: int) -> str:
    # As people round: a half goes up, also where the float nearest to it is a little less.
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"


def _coverage(coverage: float, *, sufficient: bool) -> str:
    return _ratio(coverage) + ("" if sufficient else " (not sufficient)")


def _table(rows: Rows, *, figures: range = range(0)) -> list[str]:
    """Return rows as lines with aligned columns, those of figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(
            cell.rjust(width) if column in figures else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
