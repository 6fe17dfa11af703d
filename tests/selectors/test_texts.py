"""What is read off the database's texts."""

import copy
import pickle
from datetime import date
from uuid import UUID, uuid4

import pytest

from ops_model.selectors.facts.sql import Ids, Texts, array_text, array_words, id_of

TEXTS = [str(UUID(int=0)), str(UUID(int=2**128 - 1)), "0192f0c1-7b1e-7c3d-9a55-0123456789ab", str(uuid4())]


@pytest.mark.parametrize("text", TEXTS)
def test_an_identifier_is_the_one_that_its_text_says(text: str) -> None:
    made, said = id_of(text), UUID(text)

    assert type(made) is UUID
    assert (made, hash(made), str(made), repr(made)) == (said, hash(said), text, repr(said))
    assert (made.is_safe, made.version, made.bytes) == (said.is_safe, said.version, said.bytes)
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == said  # noqa: S301 - our own
    with pytest.raises(TypeError):
        made.int = 1  # type: ignore[misc]


def test_an_identifier_that_is_met_again_is_the_same_object() -> None:
    ids = Ids()

    assert ids[TEXTS[2]] is ids[TEXTS[2]]
    assert ids.maybe(TEXTS[2]) is ids[TEXTS[2]]
    assert ids.maybe(None) is None


@pytest.mark.parametrize("text", ["", "squads", "0192f0c1-7b1e-7c3d-9a55-0123456789xy"])
def test_a_text_that_is_no_identifier_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        id_of(text)


def test_a_text_is_read_once() -> None:
    texts = Texts(list)

    assert [texts["ab"], texts["ab"], texts["c"]] == [["a", "b"], ["a", "b"], ["c"]]
    assert texts["ab"] is texts["ab"]


def test_arrays_are_written_and_read_as_the_database_does() -> None:
    assert array_text([]) == "{}"
    assert array_text([date(2026, 1, 31), 2, True]) == "{2026-01-31,2,True}"
    assert (array_words("{}"), array_words("{1.50}"), array_words("{FAST,CONNECTED}")) == (
        [],
        ["1.50"],
        ["FAST", "CONNECTED"],
    )
