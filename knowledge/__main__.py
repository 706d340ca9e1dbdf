"""`python -m knowledge`: the command line without an installation."""

import sys

from knowledge.command import main

if __name__ == "__main__":
    sys.exit(main())
