"""The target of a specification as something that can be set and varied: the path of its result, then ``.target``.

S-12.fraction[Li2CO3(s)].target, or by the id of the specification: d0123abcd.target. Where two specifications demand
the same result (a lower and an upper limit), only the id tells them apart.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from flowsheets.document.errors import PathError
from flowsheets.document.paths import TARGET, Path, parse_path, path_with_tags, resolve_path
from flowsheets.document.records import Flowsheet


def specification_of(sheet: Flowsheet, text: str, tags: Mapping[str, str] | None = None) -> str | None:
    """The id of the specification whose target a path names; None if it names something else.

    tags: owners_by_tag(sheet), to be handed in where many are resolved. Raises PathError for the target of what no
    specification demands, or of what two demand.
    """
    path = parse_path(text)
    if path.owner in sheet.specifications and path.name == TARGET and not path.argument:
        return path.owner
    if path.field != TARGET:
        return None
    wanted = _result(resolve_path(sheet, text, tags))
    keys = [key for key, record in sorted(sheet.specifications.items()) if _result(parse_path(record.result)) == wanted]
    active = [key for key in keys if not sheet.specifications[key].off]
    if len(active) == 1 or len(keys) == 1:
        return (active or keys)[0]
    result = path_with_tags(sheet, str(wanted))
    if not keys:
        known = [target_path(sheet, key) for key, record in sorted(sheet.specifications.items()) if not record.off]
        remedy = f"There are {', '.join(known)}." if known else "The sheet has no specification."
        raise PathError(f"no specification demands {result}", remedy=remedy)
    named = [
        f"{key}.{TARGET} ({sheet.specifications[key].relation} {sheet.specifications[key].target})" for key in keys
    ]
    raise PathError(f"{len(keys)} specifications demand {result}", remedy=f"Name one by its id: {', '.join(named)}.")


def target_path(sheet: Flowsheet, key: str) -> str:
    """The path of the target of a specification with the tag of its owner; with its id if another demands the same."""
    result = _result(parse_path(sheet.specifications[key].result))
    same = [
        other
        for other, record in sheet.specifications.items()
        if not record.off and other != key and _result(parse_path(record.result)) == result
    ]
    if same:
        return f"{key}.{TARGET}"
    return path_with_tags(sheet, str(msgspec.structs.replace(result, field=TARGET)))


def _result(path: Path) -> Path:
    """The path of the result alone."""
    return msgspec.structs.replace(path, field="")
