"""Words of names on TAB."""

import json
import shutil

import pytest
import typer

from sinorus_cli import cli, completion
from sinorus_cli.corpora import OPTION
from sinorus_cli.corpus import VARIABLE, bundled
from tests.conftest import FROZEN


@pytest.fixture(autouse=True)
def frozen_corpus(monkeypatch):
    """The small corpus is completed from."""
    monkeypatch.setenv(VARIABLE, str(FROZEN))


def on_tab(line, shell="bash"):
    """What *shell* is told where TAB is typed at the end of *line*."""
    asked = {"_SINORUS_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    words = line.split(" ")
    return completion.completed(asked | {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)})


LINES = [
    # line                         words
    ("sinorus treaty nerch", ["nerchinsk"]),
    ("sinorus treaties NERCH", ["nerchinsk"]),
    ("sinorus person golo", ["golovin"]),
    ("sinorus person fyodor g", ["golovin"]),
    ("sinorus person nobody g", []),
    ("sinorus person --json golo", ["golovin"]),
    ("sinorus person --exact fyodor -f json g", ["golovin"]),
    ("sinorus person --why nobody g", []),
    (f"sinorus --corpus {FROZEN} person golo", ["golovin"]),
    ("sinorus show nerch", ["nerchinsk", "nerchinsk-1689"]),
    ("sinorus treaty xq", []),
]


@pytest.mark.parametrize(("line", "words"), LINES, ids=[line for line, _ in LINES])
def test_words_of_names(line, words):
    """The words that names of the kind go on with; ids where an id is meant."""
    assert on_tab(line).split() == words


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_no_id_of_a_corpus_commands_a_shell(shell, tmp_path):
    """An id in which a shell would find a command is not proposed: zsh evaluates what it is told."""
    commands = [
        "x';touch owned;'",
        "x$(touch owned)",
        "x`touch owned`",
        'x"',
        "x y",
        "x\\",
        "x;y",
        "x|y",
    ]
    corpus = shutil.copytree(FROZEN, tmp_path / "corpus")
    events = json.loads((corpus / "events.json").read_text(encoding="utf-8"))
    made = [events[0] | {"id": one, "relations": []} for one in (*commands, "x-1")]
    (corpus / "events.json").write_text(json.dumps(made), encoding="utf-8")
    told = on_tab(f"sinorus --corpus {corpus} show x", shell)
    assert "x-1" in told
    assert not any(one in told for one in commands)


@pytest.mark.parametrize(
    "line",
    [
        "sinorus tre",
        "sinorus treaty --js",
        "sinorus year 16",
        "sinorus treaty нерч",
        "sinorus treaty --format ",
        "sinorus search amur -k pl",
    ],
)
def test_leaves_the_rest(line):
    """Commands, options and what is no word of a name are left to the framework."""
    assert on_tab(line) is None


def test_another_corpus(monkeypatch):
    """Where ``--corpus`` was typed the words are of that corpus."""
    monkeypatch.setenv(VARIABLE, bundled())
    assert on_tab("sinorus person zuo")
    assert on_tab(f"sinorus person --corpus={FROZEN} zuo") == ""


def test_options_with_a_value():
    """Each option of a command that a value follows is known for one."""
    commands = typer.main.get_command(cli.app).commands.values()
    options = [one for command in commands for one in command.params if one.param_type_name == "option"]
    with_value = {name for one in options if not one.is_flag for name in one.opts}
    assert with_value | {OPTION, "--calendar"} == completion.WITH_VALUE


SHELLS = [
    ("bash", "nerchinsk\nnerchinsk-1689"),
    ("zsh", '_arguments \'*: :(("nerchinsk"\n"nerchinsk-1689"))\''),
    ("fish", "nerchinsk\nnerchinsk-1689"),
    ("powershell", None),
]


@pytest.mark.parametrize(("shell", "told"), SHELLS, ids=[shell for shell, _ in SHELLS])
def test_in_the_manner_of_each_shell(shell, told):
    """As the script of the shell expects it, whether words were typed before or not."""
    assert on_tab("sinorus show nerch", shell) == told


@pytest.mark.parametrize("corpus", ["/nowhere", None], ids=["no corpus", "ours"])
def test_quiet(run, monkeypatch, corpus):
    """Nothing but words is written, be the corpus broken or not."""
    monkeypatch.setenv("_SINORUS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "sinorus treaty nerch")
    monkeypatch.setenv("COMP_CWORD", "2")
    result = run(corpus=corpus)
    assert (result.status, result.err) == (0, "")
    assert result.out == ("" if corpus else "nerchinsk")
