"""What a run found is written, shown and drawn as it was found."""

import json
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.about import OF_NODE, OF_STOCK, busy, versions_locked
from benchmarks.chart import OWN_COLOUR, chart_drawn
from benchmarks.results import Results, Sample
from benchmarks.table import table_lines

RECT = "{http://www.w3.org/2000/svg}rect"


def found() -> Results:
    """Return what two contenders did in three rounds."""
    results = Results()
    results.samples["q1", "tracker_first"] = [Sample(10, 0.1), Sample(20, 0.05), Sample(30, 0.01)]
    results.samples["q1", "raw"] = [Sample(100, 0.01), Sample(100, 0.01), Sample(100, 0.01)]
    results.compare("q1_first_vs_raw", results.rates("q1", "tracker_first"), results.rates("q1", "raw"))
    results.missing["q1_state_vs_raw"] = "tracker_state: not built"
    results.memory["raw"] = 44_000_000
    return results


def test_each_figure_is_written_under_its_name(tmp_path: Path) -> None:
    found().written(tmp_path / "build" / "bench.json")
    written = json.loads((tmp_path / "build" / "bench.json").read_text())
    assert written["q1_first_vs_raw"] == {"median": 0.2, "min": 0.1, "max": 0.3}
    assert written["q1_state_vs_raw"] == {"missing": "tracker_state: not built"}
    assert written["absolute"]["q1_tracker_first"]["cpu_ms_a_request"] == {"median": 50, "min": 10, "max": 100}
    assert written["memory_mb"] == {"raw": 44.0}


def test_the_table_has_what_was_missed_and_what_is_missing() -> None:
    results = found()
    results.compare("q1_first_vs_postgraphile", [0.4], [1.0])
    lines = list(table_lines(results))
    (missed,) = [line for line in lines if line.startswith("q1_first_vs_postgraphile")]
    assert missed.split()[1:] == ["0.4", "0.4", "0.4", "1", "2", "MISSED"]
    assert any(line.startswith("q1_state_vs_raw") and "not built" in line for line in lines)
    assert any(line.startswith("q1 raw") and line.split()[2:] == ["100", "100", "100", "10", "44"] for line in lines)


def test_the_versions_of_contenders_are_told() -> None:
    versions = versions_locked()
    assert versions["postgraphile"].startswith("5.")
    assert set(versions) == {*OF_NODE, *OF_STOCK}


def test_a_busy_machine_is_told() -> None:
    results = found()
    results.about = busy([0.05, 0.4, 0.5])
    assert list(table_lines(results))[-1].startswith("Something else took 40% of the processors")
    assert "too much" in list(table_lines(results))[-1]
    results.about = busy([0.05, 0.01, 0.5])
    assert "too much" not in list(table_lines(results))[-1]


def test_who_answers_more_has_the_longer_bar() -> None:
    drawn = ElementTree.fromstring(chart_drawn(found()))  # noqa: S314 - we have written it ourselves
    first, second = drawn.iter(RECT)
    assert float(first.attrib["width"]) > float(second.attrib["width"])
    assert second.attrib["fill"] == OWN_COLOUR


def test_nothing_measured_is_an_empty_picture() -> None:
    assert not list(ElementTree.fromstring(chart_drawn(Results())).iter(RECT))  # noqa: S314
