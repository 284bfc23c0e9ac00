"""Write src/sinorus_cli/han.py: traditional Han characters and their simplified forms.

usage: python tools/make_han.py     (needs opencc-python-reimplemented)
"""

from pathlib import Path
from textwrap import wrap

import opencc

HAN = Path(__file__).resolve().parent.parent / "src" / "sinorus_cli" / "han.py"
HEAD = '''"""Traditional Han characters and their simplified forms. Made by tools/make_han.py."""

# OpenCC's TSCharacters table, Apache License 2.0, read through opencc-python-reimplemented.
'''


def pairs() -> dict[str, str]:
    """The characters that OpenCC simplifies, both forms in the Basic Multilingual Plane.

    A form that OpenCC would simplify once more is followed to its end.
    """
    convert = opencc.OpenCC("t2s").convert
    han = dict.fromkeys(chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)))
    simple = {one: convert(convert(one)) for one in han}
    return {one: other for one, other in simple.items() if other != one and other in han}


def main() -> None:
    """Write the module."""
    table = pairs()
    lines = [HEAD]
    for name, text in (("_FROM", "".join(table)), ("_TO", "".join(table.values()))):
        lines += [f"{name} = (", *(f'    "{part}"' for part in wrap(text, 45)), ")"]
    lines.append("SIMPLIFIED = str.maketrans(_FROM, _TO)")
    HAN.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
