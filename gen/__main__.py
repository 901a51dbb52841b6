"""`python -m gen`, the same as the `gen` command."""

from gen.cli import main

if __name__ == "__main__":
    main()
