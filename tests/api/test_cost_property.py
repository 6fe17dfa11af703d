"""No answer costs more than was said before: random documents about a populated organisation."""

from hypothesis import event, given

from tests.api.random_documents import random_query
from tests.api.tried import tried
from tests.api.world import World


def test_no_answer_costs_more_than_was_requested(ten: World) -> None:
    kinds: list[str] = []

    @tried(120)
    @given(document=random_query())
    def each(document: str) -> None:
        answer = ten.api().answer(document.replace("SLUG", ten.slug))
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
