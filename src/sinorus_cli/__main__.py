"""Run sinorus with ``python -m sinorus_cli``."""

from sinorus_cli.program import main

if __name__ == "__main__":
    main()
