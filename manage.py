#!/usr/bin/env python3
"""Django's command line for Bậc Thang."""

import os
import sys


def main() -> None:
    """Run one management command.

    Without any configuration the command runs for development, so that a newcomer can
    try it at once. Servers start from `advisor.wsgi`, which refuses that.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
    if "SECRET_KEY" not in os.environ:
        os.environ.setdefault("DEBUG", "1")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
