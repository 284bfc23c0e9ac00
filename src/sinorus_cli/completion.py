"""Words of names on TAB, without the command framework, in the manner of each shell.

The scripts that ``sinorus --install-completion`` sets up ask with variables that Typer documents
in its `_completion_classes`; what is no word of a name, a command or an option, is left to it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

from sinorus_cli.anywhere import taken
from sinorus_cli.corpora import OPTION
from sinorus_cli.corpus import Corpus, bundled, load
from sinorus_cli.lookup import COMMANDS
from sinorus_cli.model import Kind
from sinorus_cli.search import names_of

VARIABLE = "_SINORUS_COMPLETE"
_MOST = 200  # words that a shell is given to choose from
_NAMED = {kind.value: (kind,) for kind in Kind} | dict.fromkeys(
    ("search", "disputes", "timeline", "find"), tuple(Kind)
)
_BY_ID = ("show", "chain", "compare")
# Options after which a value stands, which is no word of a name.
WITH_VALUE = frozenset(
    """--format -f --kind -k --limit -n --from --to --topic --person --place --in-force --corpus
    --calendar""".split()
)


def completed(environment: Mapping[str, str]) -> str | None:
    """What the shell that asks in *environment* is told; None where that is for the framework to say.

    Raises:
        CorpusError: the corpus cannot be read.
    """
    shell = environment.get(VARIABLE, "").removeprefix("complete_")
    if shell not in _MANNERS:
        return None
    *before, word = _typed(shell, environment)
    if word.startswith("-") or not word.isascii() or "'" in word or '"' in word:
        return None
    if before and before[-1] in WITH_VALUE:
        return None
    named, before = taken(OPTION, before)
    command = COMMANDS.get(before[0], "") if before else ""
    if command not in (*_BY_ID, *_NAMED):
        return None
    corpus = load(*(name or bundled() for name in named))
    if command in _BY_ID:
        found = _ids(corpus, word)
    else:
        found = _words(corpus, _NAMED[command], _without_options(before[1:]), word)
    return _MANNERS[shell](found)


def _typed(shell: str, environment: Mapping[str, str]) -> list[str]:
    """The words after the program's name, of which the last is to be completed."""
    if shell == "bash":
        words = environment.get("COMP_WORDS", "").split()
        place = environment.get("COMP_CWORD", "")
        at = int(place) if place.isdecimal() else len(words) - 1
        return [*words[1:at], words[at] if at < len(words) else ""]
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = line.split()[1:]
    return words if words and not line.endswith(" ") else [*words, ""]


def _without_options(words: Sequence[str]) -> list[str]:
    """*words* but for options and their values."""
    found: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in WITH_VALUE:
            next(rest, "")
        elif not word.startswith("-"):
            found.append(word)
    return found


def _ids(corpus: Corpus, word: str) -> list[str]:
    """The ids that *word* begins; of somebody's corpus not those in which a shell would find commands."""
    begun = (one for one in corpus.records if one.lower().startswith(word.lower()))
    return sorted(one for one in begun if one.replace("-", "").isalnum())[:_MOST]


def _words(corpus: Corpus, kinds: Sequence[Kind], before: Sequence[str], word: str) -> list[str]:
    """The words of English names of *kinds* that *word* begins, in names with all words *before* it."""
    index = names_of(corpus, kinds)
    if index is None:
        return []
    among = [set(index.holding(other.lower())) for other in before]
    found: list[str] = []
    for other in index.starting(word.lower()):
        if len(found) == _MOST:
            break
        names = set(filter(index.is_english, index.holding(other)))
        if names.intersection(*among):
            found.append(other)
    return found


def _zsh(words: Sequence[str]) -> str:
    return "_arguments '*: :((" + "\n".join(f'"{word}"' for word in words) + "))'" if words else "_files"


def _fish(words: Sequence[str]) -> str:
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        raise SystemExit(0 if words else 1)
    return "\n".join(words)


_MANNERS: Mapping[str, Callable[[Sequence[str]], str]] = {"bash": "\n".join, "zsh": _zsh, "fish": _fish}
