"""`python -m staffroom` is the `staffroom` command."""

from staffroom.config.cli import main

if __name__ == "__main__":
    main()
