"""Records as they stand in the files, and as objects."""

import json
from pathlib import Path

import pytest

from sinorus_cli.corpus import bundled
from sinorus_cli.errors import CorpusError
from sinorus_cli.model import Kind, Person, Statement
from tests.conftest import FROZEN


@pytest.mark.parametrize("directory", [FROZEN, Path(bundled())], ids=["frozen", "ours"])
@pytest.mark.parametrize("kind", Kind)
def test_round_trip(kind, directory):
    """What is read from JSON is written as the same JSON."""
    rows = json.loads((directory / kind.file).read_text(encoding="utf-8"))
    assert rows
    assert [kind.record.from_json(raw).as_json() for raw in rows] == rows


STATEMENT = {"text": "It happened.", "citations": [{"id": "march-1996"}]}
WRONG = [
    ("no object", [], "object"),
    ("unknown key", STATEMENT | {"dated": "1689"}, "'dated'"),
    ("missing key", {"text": "It happened."}, "'citations'"),
    ("text that is a number", STATEMENT | {"text": 1689}, "'text'"),
    ("array that is a text", STATEMENT | {"citations": "march-1996"}, "'citations'"),
    ("wrong within", STATEMENT | {"citations": [{"locator": "12"}]}, "'id'"),
]


@pytest.mark.parametrize(("raw", "named"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_shape(raw, named):
    """What does not fit the model is refused, and the key is named."""
    with pytest.raises(CorpusError, match=named):
        Statement.from_json(raw)


def test_what_was_empty_is_read_as_empty():
    """What is left out as it is written, since it is empty, is there when that is read again."""
    written = Statement.from_json(STATEMENT | {"citations": []}).as_json()
    assert Statement.trusting(written).citations == ()


LIVES = [
    ({"birth": "1650", "death": "1706-08-10"}, "1650/1706-08-10"),
    ({"birth": "1953-06-15"}, "1953-06-15/"),
    ({"death": "1706~"}, "/1706~"),
    ({"floruit": "1618/1619"}, "1618/1619"),
    ({}, None),
]


@pytest.mark.parametrize(("known", "when"), LIVES, ids=[str(life[1]) for life in LIVES])
def test_life(known, when):
    """A person is listed under the life, else the years of activity, else no date at all."""
    raw = {"id": "x", "type": "diplomat", "names": {"en": ["X"]}, "summary": "X.", "statements": [STATEMENT]}
    person = Person.from_json(raw | known)
    assert person.when == when
    assert person.described()["date"] == when
