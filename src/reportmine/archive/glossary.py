"""A name spelled out in one report of a unit explains its bare mentions in that unit's other reports."""

import pyarrow as pa

Key = tuple[str, str]


def explain_across(named: pa.Table) -> pa.Table:
    """`named` with `known_members`, `source="archive"` and `explained_in` filled for bare mentions.

    The explaining report is the one with the smallest id among those that spell the name out in full, so that the
    answer does not depend on the order of files. Names that the text or the national lexicon explains stay as they are.
    """
    rows = named.to_pylist()
    explained: dict[Key, tuple[str, list[str]]] = {}
    for row in rows:
        if row["source"] == "text" and row["complete"] and row["organization"]:
            key = (row["organization"], row["text"])
            offer = (row["report_id"], row["members"])
            explained[key] = min(explained.get(key, offer), offer)
    if not explained:
        return named
    for row in rows:
        known = explained.get((row["organization"], row["text"]))
        if known and row["source"] == "none":
            row.update(source="archive", explained_in=known[0], known_members=known[1])
    return pa.Table.from_pylist(rows, schema=named.schema)
