"""Names and texts of a corpus too large to compare all of them, in an index on disk.

The only module that knows tantivy, an optional extra. The index proposes: some hundreds of
names that share letters in threes, words or the sound of words with a query, and some dozens of
records that share words of their texts. What they score is for `by_name` and `by_text` to say,
as it is for all names and texts of a smaller corpus.

The index stands beside what `store` keeps. It is made in a directory of its own, which gets its
name when all of it is there, and is believed as long as its files are those that were made, by
this user, from the corpus as it is.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from importlib.util import find_spec
from math import log
from operator import itemgetter
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from sinorus_cli import store
from sinorus_cli.corpus import Corpus
from sinorus_cli.errors import CorpusError
from sinorus_cli.model import Kind
from sinorus_cli.search import by_name, by_text, in_full
from sinorus_cli.search.by_name import NameIndex
from sinorus_cli.search.by_text import TextIndex
from sinorus_cli.search.forms import MOST_WORDS, Form, asked_form, form
from sinorus_cli.search.in_full import FullNames, Row
from sinorus_cli.search.stems import sounds, stemmed
from sinorus_cli.waiting import counted

if TYPE_CHECKING:
    import tantivy

NAMES, TEXTS = 250, 60  # how many names, and records by their texts, are proposed for a query
_KEY = "key.json"  # the file that says what an index was made from, and of what it consists
_WRITTEN_AT_ONCE = 128 << 20  # bytes that are collected before they are written
_LONGEST = 150  # letters of a name; nobody types more
_SHORTEST_SOUND = 2


def opened(corpus: Corpus) -> Index | None:
    """The index of *corpus*, made where there is none yet.

    None where there can be none: tantivy is not installed, the corpus was not read from files,
    or nothing can be written to the cache directory.
    """
    if find_spec("tantivy") is None or corpus.sources is None:
        return None
    path = Path(store.place("index", corpus.sources))
    for is_there in (False, True):
        with suppress(OSError, ValueError):
            return Index(path, corpus)
        if not is_there:
            with suppress(OSError):
                _make(path, corpus)
                corpus.degree(next(iter(corpus)))  # links, too, or what fits alike would wait once more
    return None


_ROW = (str, str, str, str, bool)  # the types of a `Row`


class Index:
    """What is near a query among the names and texts of a large corpus."""

    def __init__(self, path: Path, corpus: Corpus) -> None:
        """Open the index in *path*.

        Raises:
            ValueError: it is not that of *corpus*, or damaged.
            OSError: there is none.
        """
        import tantivy

        self._path, self._corpus = path, corpus
        self._names: int = _believed(path, corpus)["names"]
        self.records = len(corpus.records)
        index = tantivy.Index.open(str(path))
        self._schema, self._searcher = index.schema, index.searcher()
        self._asked: tuple[Any, list[Row]] = (None, [])

    def names(self, query: str, kinds: Collection[Kind]) -> NameIndex:
        """The names of *kinds* that are near *query*, weighed as among all names."""
        return _NearNames(self._near(query, kinds), kinds, self)

    def full_names(self, query: str, kinds: Collection[Kind]) -> FullNames:
        """The names of *kinds* that are near *query*, to be given in full."""
        return in_full.full_names(self._near(query, kinds))

    def texts(self, query: str) -> TextIndex:
        """The texts that share words with *query*, weighed as among all texts."""
        words = set(stemmed(query)[:MOST_WORDS])
        found = self._found(self._any({"stems": words}), TEXTS, (str,))
        records = [self._corpus.records[record_id] for (record_id,) in found]
        return _NearTexts(by_text.table(records), self)

    def rarity(self, word: str) -> float:
        """How many names there are for each that holds *word*."""
        return self._names / max(1, self._searcher.doc_freq("marks", _sendable(word)))

    def holding(self, stem: str) -> int:
        """How many records hold *stem* in their texts."""
        return self._searcher.doc_freq("stems", _sendable(stem))

    def _near(self, query: str, kinds: Collection[Kind]) -> list[Row]:
        asked = (query, frozenset(kinds))
        if self._asked[0] != asked:
            import tantivy

            made = asked_form(query)
            near = self._any({"grams": _grams(made), "marks": _marks(made)})
            if len(asked[1]) < len(Kind):
                of_kind = tantivy.Query.term_set_query(self._schema, "kind", [kind.value for kind in kinds])
                must = tantivy.Occur.Must
                unweighed = tantivy.Query.const_score_query(of_kind, 0.0)
                near = tantivy.Query.boolean_query([(must, near), (must, unweighed)])
            self._asked = asked, [tuple(row) for row in self._found(near, NAMES, _ROW)]
        return self._asked[1]

    def _any(self, terms: dict[str, set[str]]) -> tantivy.Query:
        """What holds any of *terms*, by their fields; the more and the rarer, the better."""
        import tantivy

        should = tantivy.Occur.Should
        return tantivy.Query.boolean_query(
            [
                (should, tantivy.Query.term_query(self._schema, field, _sendable(term)))
                for field, of_field in terms.items()
                for term in sorted(of_field)
            ]
        )

    def _found(self, query: tantivy.Query, limit: int, types: tuple[type, ...]) -> list[Any]:
        """The rows of the best that fit *query*, which have values of *types*.

        Raises:
            CorpusError: the index is damaged in a way that was not seen when it was opened.
        """
        try:
            hits = self._searcher.search(query, limit, count=False).hits
            rows = [json.loads(bytes(self._searcher.doc(address)["row"][0])) for _, address in hits]
            if any(tuple(map(type, row)) != types for row in rows):
                raise ValueError(self._path)
            return rows
        except BaseException as error:  # Rust's panic is no Exception
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            shutil.rmtree(self._path, ignore_errors=True)
            raise CorpusError("The index of the corpus was damaged and is removed; ask again.") from error


class _NearNames(NameIndex):
    """Some names of a corpus, of which all are known."""

    def __init__(self, rows: list[Row], kinds: Collection[Kind], index: Index) -> None:
        table, details = by_name.tables(sorted(rows, key=itemgetter(1)))  # by record
        super().__init__(in_full.full_names(rows), table, lambda: details, kinds)
        self._index = index

    def _weights_of(self, word: str) -> float:
        if word not in self._weights:
            self._weights[word] = log(1 + self._index.rarity(word))
        return self._weights[word]


class _NearTexts(TextIndex):
    """Some texts of a corpus, of which all are known."""

    def __init__(self, table: by_text.Table, index: Index) -> None:
        super().__init__(table)
        self._index = index

    def _rarity(self, stem: str, holding: int) -> float:
        return super()._rarity(stem, max(holding, self._index.holding(stem)))

    @property
    def _records(self) -> int:
        return self._index.records


def _make(path: Path, corpus: Corpus) -> None:
    """Make the index of *corpus* in *path*, all of it or nothing.

    Raises:
        OSError: it cannot be written, or would not be believed.
    """
    import tantivy

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not store.is_ours(path.parent):
        raise PermissionError(path.parent)
    store.sweep(path)
    part, old = (Path(mkdtemp(dir=path.parent, prefix=path.stem, suffix=store.PART)) for _ in range(2))
    try:
        index = tantivy.Index(_schema(), path=str(part))
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer("spaced", words)
        writer = index.writer(_WRITTEN_AT_ONCE, 1)
        names = 0
        for record in counted(corpus, "Indexing", len(corpus.records)):
            seen = set()
            for row in in_full.rows([record]):
                made = form(row[3])
                if made.folded not in seen:
                    seen.add(made.folded)
                    writer.add_document(_document(row, grams=_grams(made), marks=_marks(made), kind={row[0]}))
            names += len(seen)
            writer.add_document(_document([record.id], stems=by_text.stems_of(record)))
        writer.commit()
        writer.wait_merging_threads()
        files = {file.name: list(_state(file)) for file in part.iterdir() if not file.name.startswith(".")}
        content = {"made of": _made_of(corpus), "names": names, "files": files}
        (part / _KEY).write_text(json.dumps(content), encoding="utf-8")
        for file in part.iterdir():
            file.chmod(0o600)
        if path.exists():
            path.rename(old / "index")
        part.rename(path)
    except ValueError as error:  # as tantivy raises where a disk is full
        raise OSError(str(error)) from error
    finally:
        for directory in (part, old):
            shutil.rmtree(directory, ignore_errors=True)


def _believed(path: Path, corpus: Corpus) -> dict[str, Any]:
    """What the index in *path* says of itself, when that is true.

    Raises:
        ValueError: it is not.
        OSError: there is none.
    """
    for each in (path, path / _KEY):
        store.refuse_strangers(each)
    content: dict[str, Any] = json.loads((path / _KEY).read_text(encoding="utf-8"))
    match content:
        case {"made of": made_of, "names": int(), "files": dict(files)} if (
            made_of == _made_of(corpus)
            and files
            and {name: list(_state(path / name)) for name in files} == files
            and all(store.is_ours(path / name) for name in files)
        ):
            return content
    raise ValueError(path)


def _made_of(corpus: Corpus) -> str:
    """What an index of *corpus* is made from: its files as they are, our code, and tantivy."""
    import tantivy

    key = corpus.sources.key if corpus.sources else b""
    return f"{key.hex()} {getattr(tantivy, '__version__', '')}"


def _state(file: Path) -> tuple[int, int]:
    stat = file.stat()
    return stat.st_size, stat.st_mtime_ns


def _schema() -> tantivy.Schema:
    import tantivy

    builder = tantivy.SchemaBuilder()
    for field in ("grams", "marks", "stems"):
        often = "freq" if field == "stems" else "basic"
        builder.add_text_field(field, tokenizer_name="spaced", index_option=often)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("row", stored=True, indexed=False)
    return builder.build()


def _document(row: Iterable[object], **fields: Iterable[str]) -> tantivy.Document:
    import tantivy

    document = tantivy.Document()
    document.add_bytes("row", json.dumps(list(row)).encode())
    for field, terms in fields.items():
        document.add_text(field, _sendable(" ".join(terms)))
    return document


def _grams(made: Form) -> set[str]:
    """The letters of a name in threes, its beginning and end marked; in twos and ones where it is Han."""
    text = f"^{made.compact[:_LONGEST]}$"
    if text.isascii():
        return {text[at : at + 3] for at in range(len(text) - 2)}
    return {text[at : at + 2] for at in range(len(text) - 1)}.union(text[1:-1])


def _marks(made: Form) -> set[str]:
    """What names are found by as a whole: their words, the sound of these, and what is the same in full."""
    words = made.words | made.core
    if len(words) > MOST_WORDS:
        words = frozenset(sorted(words)[:MOST_WORDS])
    found = set(words)
    for word in words:
        if word.isascii() and not word.isdigit() and len(word) > 2:
            found.update(f"~{key}" for key in sounds(word) if len(key) >= _SHORTEST_SOUND)
    return found.union("=" + key.replace(" ", "_") for key in in_full.keys(made).values())


def _sendable(text: str) -> str:
    """*text* without what is no character, which tantivy does not take."""
    return text.encode(errors="ignore").decode()
