"""Options that hold for a whole run, wherever on the command line they stand."""

from __future__ import annotations

from collections.abc import Sequence


def taken(option: str, arguments: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """The values that *option* has in *arguments*, and the arguments without it.

    As ``--option VALUE`` or ``--option=VALUE``; None where nothing follows it. What stands after
    ``--`` is left as it is.
    """
    end = list(arguments).index("--") if "--" in arguments else len(arguments)
    values: list[str | None] = []
    left: list[str] = []
    rest = iter(arguments[:end])
    for argument in rest:
        name, is_given, value = argument.partition("=")
        if name != option:
            left.append(argument)
        else:
            values.append(value if is_given else next(rest, None))
    return values, left + list(arguments[end:])
