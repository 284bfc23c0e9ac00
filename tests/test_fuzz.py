"""Whatever is typed and whatever a corpus holds, the program answers or says in a sentence why not.

A plain ``pytest`` tries a few examples. ``SINORUS_FUZZ_SECONDS=3600 pytest tests/test_fuzz.py``
goes on for that long, over all tests here together.
"""

import copy
import json
import os
import random
import shutil
import time
from collections.abc import Callable

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from sinorus_cli import lookup
from sinorus_cli.corpus import BIBLIOGRAPHY
from sinorus_cli.model import Kind
from tests.conftest import FROZEN
from tests.running import GOOD, call

SECONDS = float(os.environ.get("SINORUS_FUZZ_SECONDS", "0"))
EXAMPLES = 40  # of each test in a round
SLOW = 10  # seconds of the processor's time that no example may take
# Control characters, and marks that turn the direction of writing, but for what lists are made with.
OBEYED = {*map(chr, (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))}
OBEYED = OBEYED - {"\n", "\t"} | set("\u061c\u200e\u200f")
_FUZZED: list[Callable[..., None]] = []


def fuzzed(**strategies):
    """Try a promise on examples of *strategies*: one round, and more for its share of the time."""

    def decorate(promise):
        _FUZZED.append(promise)

        def test(tmp_path):
            usual = settings(
                max_examples=EXAMPLES,
                database=None,
                suppress_health_check=list(HealthCheck),
                print_blob=False,
                report_multiple_bugs=False,
            )
            end = time.monotonic() + SECONDS / len(_FUZZED)
            # A change is judged by the same examples wherever it is judged; by hand, by new ones.
            first = 0 if "CI" in os.environ else random.randrange(1 << 32)
            rounds = 0
            while not rounds or time.monotonic() < end:
                tried = given(**strategies)(lambda **values: promise(tmp_path, **values))
                seed(first + rounds)(usual(tried))()
                rounds += 1

        test.__doc__ = promise.__doc__
        return test

    return decorate


def forbidden(constant):
    """See that there is no *constant* such as NaN, which is no JSON."""
    raise AssertionError(constant)


def hold(*arguments, corpus=FROZEN, **variables):
    """Run the program; see that it did nothing that it never may."""
    before = time.process_time()
    found = call(*arguments, corpus=corpus, **variables)
    assert time.process_time() - before < SLOW
    assert found.status in (0, 1, 2, 3)
    assert not OBEYED & set(found.out + found.err)
    if found.status == 2:
        assert found.out == ""
        assert found.err.startswith("sinorus: ")
        assert found.err.endswith("\n")
        assert found.err.count("\n") == 1
        assert len(found.err) < 500
    if "--json" in arguments and found.out.startswith("{"):
        assert json.loads(found.out, parse_constant=forbidden)["schema"] == "sinorus/1"
    return found


HOSTILE = st.sampled_from(
    [*"""
    [bold] [/bold] [/] [link=file:///etc/passwd]x[/link] :warning: \\[ \\b {0} %s %n $(id) `id` ; | & < > *
    ' " \\ -- - --- -9 ../../../etc/passwd /etc/passwd file:///etc/passwd con nul aux ? ~
    """.split(), "\x1b[31m", "\x1b]0;title\x07", "\x9b2J", "\x00", "\x7f", "\r\n", "\u2028", "\u202eevil",
       "\u2066x", "\ud800", "\udcff", "\ufeff", "\U000e0001", "e\u0301" * 50, "\u200b", "ß", "İ",
       "ﬃ", "１９６９", "\N{ROMAN NUMERAL TWELVE}", "²", "½", "٣", "〇", "", " ", "\t"]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers().map(str),
    st.sampled_from(["0", "-1", "9" * 18, "9" * 400, "1e400", "0x10", "1_000", "1" * 5000, "+5", "١٩٦٩"]),
)
TEXTS = st.text(st.one_of(st.characters(), st.characters(categories=("Cs", "Cc", "Cf"))), max_size=30)
NAMES = st.sampled_from(
    "nerchinsk nerchinsk-1689 treaty of kyakhta golovin нерчинск 尼布楚 amur lifan yuan albazin".split()
)
# The pieces that dates are made of, so that what is nearly a date comes up too.
PIECES = st.sampled_from(
    """
    0 1 2 3 6 9 12 13 27 29 30 31 32 99 0000 0001 1689 1689-08 1689-02-30 1700 1800 1900 1969 9999 10000
    168X 16XX 1XXX XXXX 1689-XX 1689-XX-XX 1689-21 Y170000002 -0044 1e3 / .. - – ~ ? % . , : [ ] { } T00:00Z
    + 00 Jan january Aug. мая марта февр OS O.S. (OS) ст.ст. г. год года в century c. th st st. nd rd век XVII
    xx iv mmm from to about circa ca. around 年 月 日 世纪 十七 廿 元 康熙 乾隆 Kangxi Guangxu 民国 閏 闰 初一
    二十八 1960s 1960 s
    """.split()
)
DATES = st.lists(st.one_of(PIECES, PIECES, PIECES, NUMBERS, HOSTILE), min_size=1, max_size=6).flatmap(
    lambda parts: st.sampled_from(["", " ", "-", "/", ".."]).map(lambda joint: joint.join(parts))
)
OPTIONS = st.sampled_from(
    """
    --json --exact --why --format -f --limit -n --kind -k --from --to --in-force --topic --person --place
    --pager --no-pager --help -h --version --format=json --format=terminal --limit=3 -fplain -fjson -n9 -k=
    --kind=person --from=1700 --to= --in-force=1800
    --jso --JSON -x --= -- --corpus --corpus= json plain terminal treaty event 5
    """.split()
)  # fmt: skip
COMMANDS = st.sampled_from([*lookup.COMMANDS, "help", "version", "serach", "--json", ""])
WORDS = st.one_of(TEXTS, HOSTILE, NAMES, NUMBERS, DATES, OPTIONS)
WAYS = st.sampled_from([[], ["--json"], ["-f", "terminal"], ["-f", "plain"]])


@fuzzed(command=COMMANDS, words=st.lists(WORDS, max_size=6), where=st.integers(0, 6), way=WAYS)
def test_arguments(tmp_path, command, words, where, way):
    """Any words and options, anywhere, are answered, or refused in a sentence."""
    hold(command, *words[:where], *way, *words[where:])


@fuzzed(word=WORDS, command=st.sampled_from(list(GOOD)), way=WAYS, width=st.integers(0, 200))
def test_one_word_too_many(tmp_path, word, command, way, width):
    """A good question with a strange word in it is answered, or refused in a sentence."""
    hold(command, *GOOD[command], word, *way, COLUMNS=str(width))
    hold(command, *way, word, *GOOD[command], COLUMNS=str(width))


@fuzzed(typed=st.text(st.characters(), min_size=1, max_size=5000), command=COMMANDS)
def test_long_texts(tmp_path, typed, command):
    """However much is typed, the answer comes in time."""
    hold(command, typed)
    hold(command, typed * (4000 // len(typed)))


TIMES = [
    ("date",),
    ("year",),
    ("asof",),
    ("today",),
    ("find",),
    ("treaty",),
    ("treaty", "--in-force"),
    ("timeline",),
    ("timeline", "--from"),
    ("timeline", "--to"),
    ("search", "amur", "--from"),
    ("disputes",),
]


@fuzzed(when=st.one_of(DATES, DATES, WORDS), command=st.sampled_from(TIMES), way=WAYS)
def test_times(tmp_path, when, command, way):
    """Any way to write a time is read, or refused in a sentence."""
    hold(*command, when, *way)


@fuzzed(when=DATES)
def test_a_time_is_read_alike_everywhere(tmp_path, when):
    """What one command can read as a time the others can read too."""
    spans = [hold(command, "--json", "--", when) for command in ("year", "date")]
    if all(found.status != 2 for found in spans):
        first, second = (json.loads(found.out) for found in spans)
        assert (first["from"], first["to"]) == (second["from"], second["to"])


FILES = [*(kind.file for kind in Kind), BIBLIOGRAPHY]
SOUND = {file: json.loads((FROZEN / file).read_text(encoding="utf-8")) for file in FILES}
VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, HOSTILE, DATES,
        st.sampled_from([10**30, -(10**400), 1e308, "1689-09-06", "nerchinsk-1689", [], {}, [[]], {"": {}}]),
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.one_of(TEXTS, NAMES), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
CHANGES = [
    "drop", "repeat", "rename", "replace", "replace", "nest", "text", "date", "swap", "cut", "number", "id"
]  # fmt: skip
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(FILES), st.sampled_from(CHANGES), st.lists(st.integers(0, 1 << 16), max_size=8),
        VALUES, st.one_of(TEXTS, HOSTILE), DATES,
    ),
    min_size=1, max_size=3,
)  # fmt: skip


def place_in(content, steps):
    """A container in *content* and a key or index of it, that *steps* lead to."""
    holder, key = None, None
    value = content
    for step in steps or [0]:
        if not isinstance(value, list | dict) or not value:
            break
        keys = list(value) if isinstance(value, dict) else range(len(value))
        holder, key = value, keys[step % len(value)]
        value = holder[key]
    return holder, key


def changed(content, change, steps, value, text, when):
    """Break *content*, the JSON array of a file, in one place."""
    holder, key = place_in(content, steps)
    if not content or holder is None:
        return
    old = holder[key]
    match change:
        case "drop":
            del holder[key]
        case "repeat" if isinstance(holder, list):
            holder.insert(key, copy.deepcopy(old))
        case "rename" if isinstance(holder, dict):
            holder[text] = holder.pop(key)
        case "replace":
            holder[key] = value
        case "nest":
            holder[key] = [old] if isinstance(value, bool) else {text: old}
        case "text":
            holder[key] = f"{old}{text}" if isinstance(old, str) else text
        case "date":
            holder[key] = when
        case "cut" if isinstance(old, str | list):
            holder[key] = old[: len(old) // 2]
        case "number":
            holder[key] = float("inf") if len(text) % 2 else 10 ** (len(text) * 20)
        case "swap":
            holder[key] = copy.deepcopy(content[len(text) % len(content) - 1])
        case "id":
            for record in content:
                if isinstance(record, dict) and "id" in record:
                    record["id"] = text
                    break


@fuzzed(mutations=MUTATIONS, commands=st.lists(st.sampled_from(list(GOOD)), min_size=1, max_size=4), way=WAYS)
def test_broken_corpora(tmp_path, mutations, commands, way):
    """A corpus broken in any way is answered from, or refused in a sentence; and checked."""
    broken = copy.deepcopy(SOUND)
    for file, *mutation in mutations:
        changed(broken[file], *mutation)
    for file, content in broken.items():
        (tmp_path / file).write_text(json.dumps(content), encoding="utf-8")
    for command in commands:
        hold(command, *GOOD[command], *way, corpus=tmp_path)
    hold("check", str(tmp_path), *way)


@fuzzed(
    file=st.sampled_from(FILES), at=st.integers(0, 1 << 16), length=st.integers(0, 50),
    instead=st.one_of(st.binary(max_size=20), HOSTILE.map(lambda text: text.encode(errors="surrogatepass"))),
    command=st.sampled_from(list(GOOD)),
)  # fmt: skip
def test_damaged_files(tmp_path, file, at, length, instead, command):
    """A file of which some bytes are others is answered from, or refused in a sentence."""
    shutil.copytree(FROZEN, tmp_path, dirs_exist_ok=True)
    content = (FROZEN / file).read_bytes()
    at %= len(content)
    (tmp_path / file).write_bytes(content[:at] + instead + content[at + length :])
    hold(command, *GOOD[command], corpus=tmp_path)
    hold("check", str(tmp_path))


BLOCK = 4096  # bytes that a disk writes, or does not


@fuzzed(
    first=st.integers(0, 1 << 24), blocks=st.integers(1, 3), cut=st.booleans(),
    command=st.sampled_from(list(GOOD)),
)  # fmt: skip
def test_damaged_caches(tmp_path, first, blocks, cut, command):
    """A cache of which some blocks were never written, or the rest of them, changes no answer."""
    cache = tmp_path / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    expected = hold(command, *GOOD[command], "--json", XDG_CACHE_HOME=str(cache))
    for path in cache.glob("sinorus/*"):
        content = path.read_bytes()
        start = first % len(content) // BLOCK * BLOCK
        end = len(content) if cut else min(start + blocks * BLOCK, len(content))
        path.write_bytes(content[:start] + (b"" if cut else bytes(end - start)) + content[end:])
    assert hold(command, *GOOD[command], "--json", XDG_CACHE_HOME=str(cache)) == expected
