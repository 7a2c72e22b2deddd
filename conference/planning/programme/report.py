"""What loading a programme did."""

from dataclasses import dataclass

from core.imports.report import Report as ImportReport


@dataclass
class Report(ImportReport):
    """The report of an import, with the year of its edition."""

    year: int = 0
