"""No answer costs more than was said before: random documents about a populated organisation."""

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.api.client import REPORTING, TRACKER
from tests.api.random_documents import random_query, random_report
from tests.api.tried import tried
from tests.api.world import World


@pytest.mark.parametrize(
    ("path", "documents", "few"), [(TRACKER, random_query(), 120), (REPORTING, random_report(), 50)], ids=str
)
def test_no_answer_costs_more_than_was_requested(
    path: str, documents: st.SearchStrategy[str], few: int, ten: World
) -> None:
    kinds: list[str] = []

    @tried(few)
    @given(document=documents)
    def each(document: str) -> None:
        answer = ten.api(path=path).answer(document.replace("SLUG", ten.slug))
        if "data" not in answer:
            (error,) = answer["errors"]
            kinds.append(error["extensions"]["code"])
            event(kinds[-1])
            assert kinds[-1] in ("COST_LIMIT", "GRAPHQL_VALIDATION_FAILED"), (error, document)
            return
        assert "errors" not in answer, (answer["errors"], document)
        kinds.append("answered")
        cost = answer["extensions"]["cost"]
        assert 100 < cost["actual"] <= cost["requested"] <= cost["maximum"], document

    each()
    assert kinds.count("answered") > len(kinds) / 4
