"""What is slow to work out, kept in the user's cache directory until its sources change.

A kept value may be deleted at any time, and nothing fails where none can be written. To keep
another: give `kept` a name, the files that the value is worked out from, and a function that
does it. Values are of the types that marshal writes: None, numbers, str, bytes, and tuples,
lists and dicts of these.
"""

import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

_T = TypeVar("_T")
_CODE = Path(__file__).resolve().parent
_CHECKSUM = 4  # bytes


def kept(name: str, sources: Sequence[Path], make: Callable[[], _T]) -> _T:
    """What *make* returns, read from the cache where it was made from *sources* as they are.

    Without sources nothing is kept. What *make* raises is passed on.
    """
    try:
        key = _key(sources)
    except OSError:
        key = b""  # a source is missing, which *make* says better
    if not sources or not key:
        return make()
    path = directory() / f"{name}-{crc32(os.fsencode(sources[0].resolve())):08x}.cache"
    value: _T
    try:
        value = _read(path, key)
    except (OSError, ValueError, EOFError, TypeError):  # as marshal raises them
        value = make()
        _write(path, key, marshal.dumps(value))  # type: ignore[arg-type]  # as it is told
    return value


def directory() -> Path:
    """Where kept values are: in the directory that the platform has for caches."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(base)) / "sinorus"  # noqa: PTH111  # Path's fails without a home


def _key(sources: Sequence[Path]) -> bytes:
    """What changes when a source, the code or Python does."""
    rooms = (_CODE, _CODE / "search")
    code = sorted(entry.path for room in rooms for entry in os.scandir(room) if entry.name.endswith(".py"))
    stats = [Path(path).stat() for path in [*map(str, sources), *code]]
    return repr((sys.version, [(stat.st_mtime_ns, stat.st_size) for stat in stats])).encode()


def _read(path: Path, key: bytes) -> Any:
    """The value in *path*.

    Raises:
        ValueError: it was made from something else, or is damaged.
        OSError: there is none.
    """
    with path.open("rb") as file:
        if file.read(len(key)) != key:
            raise ValueError(path)
        checksum, payload = file.read(_CHECKSUM), file.read()
    if crc32(payload).to_bytes(_CHECKSUM, "big") != checksum:
        raise ValueError(path)
    return marshal.loads(payload)


def _write(path: Path, key: bytes, payload: bytes) -> None:
    """Write *payload* under *path*, all of it or nothing; where it cannot be, do without."""
    part = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(key + crc32(payload).to_bytes(_CHECKSUM, "big") + payload)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
