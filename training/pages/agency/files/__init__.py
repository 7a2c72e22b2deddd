"""Reports as PDFs, made by a task."""
