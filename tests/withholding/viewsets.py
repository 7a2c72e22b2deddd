"""The addresses that each of our lists in the admin has."""

EXPORT = "?export=csv&reason=checking"


def viewset(name: str, key: str, *, copy: bool = False, inspect: bool = False) -> dict[str, tuple[str, ...]]:
    """The rows of one of our lists in the admin; `key` names the row that is opened."""
    base = f"admin/{name}/"
    rows = {
        base: (f"/{base}", f"/{base}?q=Canarina", f"/{base}{EXPORT}", f"/{base}{EXPORT}".replace("csv", "xlsx")),
        f"{base}results/": (f"/{base}results/?q=Ridge",),
        f"{base}new/": (f"/{base}new/",),
    }
    acts = ["edit", "delete", "history", "history-results", "usage"] + ["copy"] * copy + ["inspect"] * inspect
    for act in acts:
        rows[f"{base}{act}/<int:pk>/"] = (f"/{base}{act}/{{{key}}}/",)
    return rows
