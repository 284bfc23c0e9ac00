"""Reading a corpus, finding by id, links; and our corpus against its schemas and itself."""

import gc
import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from sinorus_cli.checks import check
from sinorus_cli.corpus import BIBLIOGRAPHY, bundled, load
from sinorus_cli.coverage import coverage
from sinorus_cli.errors import CorpusError, UnknownRecordError
from sinorus_cli.model import Kind
from sinorus_cli.shape import validator
from tests.conftest import FROZEN

SCHEMAS = {path.name: json.loads(path.read_text()) for path in Path(bundled(), "schema").glob("*.json")}
FILES = [*(kind.file for kind in Kind), BIBLIOGRAPHY]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=list(SCHEMAS))
def test_schemas_are_schemas(schema):
    """Every schema is JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(schema)


def test_schema_refuses_what_the_model_refuses():
    """A record without a citation, or with an unknown key, fits no schema."""
    fits = validator("event.json").is_valid
    event = json.loads((FROZEN / "events.json").read_text(encoding="utf-8"))[0]
    assert fits(event)
    assert not fits(event | {"extra": 1})
    assert not fits(event | {"statements": [{"text": "No source."}]})
    assert not fits(event | {"date": "some day"})


@pytest.mark.parametrize("directory", [FROZEN, bundled()], ids=["frozen", "ours"])
def test_is_clean(directory):
    """No check finds anything in the corpus."""
    _, problems = check(directory)
    assert [f"{p.code} {p.file} {p.id} {p.sentence}" for p in problems] == []


@pytest.mark.parametrize("file", FILES)
def test_files_are_canonical(file):
    """A file is written in one way, so that a change shows as a change."""
    text = Path(bundled(), file).read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_holds_the_whole_article(ours):
    """The corpus is of the size that the article asks for, and goes well beyond it."""
    assert sum(len(record.facts) for record in ours) > 5000
    assert len(ours.of_kind(Kind.TREATY)) >= 140
    assert len(ours.of_kind(Kind.PERSON)) >= 214
    assert all(ours.of_kind(kind) for kind in Kind)


def test_most_records_rest_on_two_works(ours):
    """At least six of ten records cite two works that were read, or more."""
    covered = coverage(ours)
    assert covered.well_founded >= 0.6 * len(ours.records)


def test_treaties_people_and_places_are_named_in_three_languages(ours):
    """Nearly every treaty, person and place has its Chinese and Russian name.

    Of the lesser protocols many are known by their Russian text alone, and some agreements by what
    others tell of them: a title that no source gives is not made up.
    """
    floors = {(Kind.TREATY, "zh-Hans"): 0.85, (Kind.TREATY, "ru"): 0.9}
    for kind in (Kind.TREATY, Kind.PERSON, Kind.PLACE):
        records = ours.of_kind(kind)
        for tag in ("ru", "zh-Hans"):
            named = sum(tag in record.names for record in records)
            assert named >= floors.get((kind, tag), 0.95) * len(records), (kind, tag)


BROKEN = [
    ("not JSON", b'[{"id": ', "not JSON"),
    ("not UTF-8", b'["\xff"]', "not UTF-8"),
    ("no array", b'{"records": []}', "no array"),
    ("array of numbers", b"[1]", "entry 1"),
    ("record without names", b'[{"id": "x", "type": "y"}]', "'x'"),
    ("id a number", b'[{"id": 7}]', "entry 1"),
    ("deeply nested", b"[" * 100_000, "nested"),
]


@pytest.fixture
def copy(tmp_path):
    """A copy of the frozen corpus to break."""
    return shutil.copytree(FROZEN, tmp_path / "corpus")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("content", "named"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_broken_file(copy, file, content, named):
    """A broken file is named, and what is wrong with it, in one sentence."""
    if file == BIBLIOGRAPHY and named == "'x'":
        content, named = b'[{"title": "no id"}]', "entry 1"
    (copy / file).write_bytes(content)
    with pytest.raises(CorpusError, match=named) as error:
        load(copy)
    assert file in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("file", FILES)
def test_missing_file(copy, file):
    """A missing file is named."""
    (copy / file).unlink()
    with pytest.raises(CorpusError, match=f"{file} is missing"):
        load(copy)


def test_missing_directory(tmp_path):
    """A directory that is not there is named, with the variable that names it."""
    with pytest.raises(CorpusError, match=r"nowhere.*SINORUS_CORPUS"):
        load(tmp_path / "nowhere")


def test_same_id_twice(copy):
    """An id that two kinds share is an error that names it."""
    topics = json.loads((copy / "topics.json").read_text(encoding="utf-8"))
    topics[0]["id"] = "nerchinsk"
    (copy / "topics.json").write_text(json.dumps(topics), encoding="utf-8")
    with pytest.raises(CorpusError, match="'nerchinsk' a second time"):
        load(copy)


def test_find(frozen):
    """A record is found by its id; for a wrong id the nearest is named."""
    assert frozen.find("nerchinsk-1689").title == "Treaty of Nerchinsk"
    with pytest.raises(UnknownRecordError, match="Did you mean 'nerchinsk-1689'"):
        frozen.find("nerchinsk-1690")
    with pytest.raises(UnknownRecordError, match="sinorus search"):
        frozen.find("🙂")


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="nothing tells which files are open")
def test_a_corpus_that_is_done_with_holds_no_files():
    """The files of its cache are closed as soon as nobody has it, not when garbage is collected."""

    def opened():
        links = (path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink())
        return sum(link.suffix == ".cache" for link in links)

    gc.disable()
    before = opened()
    corpus = load(FROZEN)
    assert corpus.links(corpus.find("nerchinsk-1689"))
    assert opened() > before
    del corpus
    try:
        assert opened() == before
    finally:
        gc.enable()


def test_links_read_both_ways(frozen):
    """A link is stored once and read from both ends, signatures and places too."""
    links = {link.record.id: link.label for link in frozen.links(frozen.find("nerchinsk-1689"))}
    assert links == {
        "albazin-siege-1685": "caused by",
        "fyodor-golovin": "signed by",
        "nerchinsk": "at",
        "kyakhta-1727": "related",
    }
    golovin = {link.record.id: link.label for link in frozen.links(frozen.find("fyodor-golovin"))}
    assert golovin == {"nerchinsk-1689": "signed", "albazin-siege-1685": "took part in"}
