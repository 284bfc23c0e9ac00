"""Run sinorus with ``python -m sinorus_cli``."""

from sinorus_cli.cli import main

if __name__ == "__main__":
    main()
