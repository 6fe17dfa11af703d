"""One picture of a run: who answers how many requests with one second of processor, question by question.

By processor and not by clock, for a machine that others share gives each server another part of it. The axis is
logarithmic: between a bar and one that is ten times as much lies the same length everywhere.
"""

from collections.abc import Iterator, Mapping
from math import log10
from statistics import median
from xml.sax.saxutils import escape

from benchmarks.questions import READS, WRITE
from benchmarks.results import Results, Sample

WIDTH, LABEL, ROW, TOP = 900, 190, 20, 34
OWN = "tracker_"
OWN_COLOUR, OTHERS_COLOUR = "#0b6e4f", "#9aa5b1"
TITLES = {
    "q1": "Q1: a scorecard",
    "q2": "Q2: 50 initiatives",
    "q3": "Q3: all initiatives with their KPIs",
    WRITE: "M1: a measurement, and Q1 again",
}


def chart_drawn(results: Results) -> str:
    """Return the picture as SVG; of a question that nobody was asked there is nothing in it."""
    groups = {question: _bars(results.samples, question) for question in (*READS, WRITE)}
    groups = {question: bars for question, bars in groups.items() if bars}
    longest = max((rate for bars in groups.values() for rate in bars.values()), default=1.0)
    lines: list[str] = []
    height = 0
    for question, bars in groups.items():
        lines += _group(TITLES[question], bars, longest, height)
        height += TOP + ROW * len(bars)
    return "\n".join([_opening(height + 10), *lines, "</svg>\n"])


def _bars(samples: Mapping[tuple[str, str], list[Sample]], question: str) -> dict[str, float]:
    rates = {
        name: 1 / median(sample.cpu for sample in of_rounds)
        for (group, name), of_rounds in samples.items()
        if group == question
    }
    return dict(sorted(rates.items(), key=lambda bar: -bar[1]))


def _group(title: str, bars: Mapping[str, float], longest: float, above: int) -> Iterator[str]:
    yield f'<text x="0" y="{above + 22}" font-weight="bold">{escape(title)}</text>'
    for place, (name, rate) in enumerate(bars.items()):
        y = above + TOP + ROW * place
        length = (WIDTH - LABEL - 90) * log10(1 + rate) / log10(1 + longest)
        colour = OWN_COLOUR if name.startswith(OWN) else OTHERS_COLOUR
        yield f'<text x="{LABEL - 8}" y="{y + 13}" text-anchor="end">{escape(name)}</text>'
        yield f'<rect x="{LABEL}" y="{y + 2}" width="{length:.1f}" height="{ROW - 5}" fill="{colour}"/>'
        yield f'<text x="{LABEL + length + 6:.1f}" y="{y + 13}">{rate:.0f}</text>'


def _opening(height: int) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif"'
        ' font-size="12" role="img" aria-label="Requests answered with one second of processor, logarithmic">'
    )
