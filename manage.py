#!/usr/bin/env python3
"""Run a management command with `site/` on the import path."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Hand the command line to Django; `site/` is a second source root beside this file.

    A wrong environment variable or setting ends with its sentence, not with a traceback.
    """
    sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
