"""Kinds of values that fields of the data have, as Frictionless and JSON name them."""

STRING, INTEGER, NUMBER, DATE, BOOLEAN, LIST, OBJECT = (
    *("string", "integer", "number", "date", "boolean"),
    *("array", "object"),
)
