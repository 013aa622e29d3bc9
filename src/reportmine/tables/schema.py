"""The columns of every table, with their types: the public contract, in one place."""

import pyarrow as pa

_S, _I, _F, _B = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_SL, _FL, _IL = pa.list_(pa.string()), pa.list_(pa.float64()), pa.list_(pa.int64())

SCHEMAS: dict[str, pa.Schema] = {
    "reports": pa.schema([
        ("report_id", _S), ("path", _S), ("organization", _S), ("title", _S), ("period", _S), ("year", _I), ("genre", _S),
        ("taxonomy", _S), ("format", _S), ("encoding", _S), ("sha256", _S), ("text", _S), ("characters", _I),
        ("paragraphs", _I), ("sentences", _I), ("facts", _I), ("status", _S), ("error", _S), ("number", _S), ("origin", _S),
        ("copy_of", _S), ("notes", _S),
    ]),
    "paragraphs": pa.schema([
        ("report_id", _S), ("paragraph", _I), ("start", _I), ("end", _I), ("text", _S), ("section", _S), ("role", _S),
        ("measures", _SL), ("scores", _FL),
    ]),
    "sentences": pa.schema([
        ("report_id", _S), ("paragraph", _I), ("sentence", _I), ("start", _I), ("end", _I), ("text", _S), ("measures", _SL),
        ("scores", _FL),
    ]),
    "facts": pa.schema([
        ("fact_id", _S), ("report_id", _S), ("organization", _S), ("paragraph", _I), ("sentence", _I), ("start", _I),
        ("end", _I), ("text", _S), ("kind", _S), ("value", _F), ("value_max", _F), ("exact", _S), ("masked", _B),
        ("mask", _S), ("unit", _S), ("base_value", _F), ("base_unit", _S), ("modifier", _S), ("action", _S), ("object", _S),
        ("object_start", _I), ("object_end", _I), ("subject", _S), ("relation", _S), ("related", _S), ("status", _S),
        ("measures", _SL), ("indicator", _S), ("rule", _S), ("confidence", _F),
    ]),
    "named_measures": pa.schema([
        ("report_id", _S), ("organization", _S), ("paragraph", _I), ("start", _I), ("end", _I), ("text", _S),
        ("cardinality", _IL), ("total", _I), ("label", _S), ("members", _SL), ("member_starts", _IL), ("member_ends", _IL),
        ("source", _S), ("complete", _B), ("cue", _S), ("national", _B), ("masked", _B), ("known_members", _SL),
        ("explained_in", _S), ("rule", _S),
    ]),
    "documents": pa.schema([
        ("report_id", _S), ("paragraph", _I), ("start", _I), ("end", _I), ("text", _S), ("title", _S), ("number", _S),
        ("action", _S),
    ]),
    "problems": pa.schema([
        ("report_id", _S), ("organization", _S), ("severity", _S), ("check", _S), ("message", _S), ("evidence", _SL),
        ("start", _I), ("end", _I),
    ]),
}  # fmt: skip

TABLES = tuple(t for t in SCHEMAS if t != "problems")
