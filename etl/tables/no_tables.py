"""Inputs that are no text table, whatever their names say: told by their first bytes, with what to do."""

import re

from db.errors import InputError
from etl.tables.encoding import encoding_by_mark

MAX_CONTROL = 0.01
"""The share of bytes that no text holds, beyond which an input is none; a few may be slips in any."""

A_FEW = 8

_CONTROL = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
"""Bytes that no text holds, those that switch between the letters of ISO-2022 aside."""

_IMAGE = ("an image", "type its table into a spreadsheet and save that as CSV")
_ZIP = ("a zip or XLSX file", "unpack it, or give an XLSX file the ending .xlsx")
_FILM = ("a sound or film file", "a table is needed")
_PROGRAM = ("a program", "a table is needed")
_PACKED = "unpack it first and give the table that is in it"
_SPSS = ("an SPSS file", "save it as CSV: in SPSS with File, Save As")
_R = ("an R file", "save it as CSV: in R with write.csv")
_PYTHON = "save it as CSV: in Python with pandas, to_csv"

_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (rb"PK\x03\x04", *_ZIP),
    (rb"PK\x05\x06", "an empty zip file", "download it again"),
    (rb"\x1f\x8b", "a gzip file", "unpack it first: gunzip; one of R is saved as CSV with write.csv"),
    (rb"BZh", "a bzip2 file", "unpack it first: bunzip2"),
    (rb"\xfd7zXZ", "an xz file", "unpack it first: unxz"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it first: unzstd"),
    (rb"7z\xbc\xaf", "a 7-Zip file", _PACKED),
    (rb"Rar!\x1a", "a RAR file", _PACKED),
    (rb"(?i)<stata_dta>", "a Stata file", "save it as CSV: in Stata with export delimited"),
    # Up to version 12: release, order of bytes, kind of file.
    (rb"[\x66-\x73][\x01\x02]\x01\x00", "a Stata file", "save it as CSV with export delimited"),
    (rb"\$FL[23]", *_SPSS),
    (rb"RDX[23]\n", *_R),
    (rb"HEADER RECORD\*{7}LIB", "a SAS file", "save it as CSV: in SAS with proc export"),
    (rb"\{\|", "a table of wiki text", "copy it from the page into a spreadsheet and save that as CSV"),
    (rb"%PDF", "a PDF", "copy its table into a spreadsheet and save that as CSV"),
    (rb"%!PS", "a PostScript document", "copy its table into a spreadsheet and save that as CSV"),
    (rb"ARROW1\x00", "a Feather file", "save it as CSV or Parquet"),
    (rb"\x89HDF", "an HDF5 file", _PYTHON),
    (rb"\x93NUMPY", "a NumPy file", _PYTHON),
    (rb"\x80[\x02-\x05][\x95c}\]]", "a Python pickle", _PYTHON),
    (rb"Obj\x01", "an Avro file", "save it as CSV or Parquet"),
    (rb"SQLite format 3", "an SQLite database", "export the table as CSV"),
    (rb"(?i)(--[^\n]*dump|SET [^\n]*;|CREATE TABLE |DROP TABLE |INSERT INTO )", "a dump of a database in SQL",
     "load it into a database and export the table as CSV"),
    (rb"PAR1", "a Parquet file", "give it the ending .parquet"),
    (rb"\xd0\xcf\x11\xe0", "an old Excel file (.xls)", "save it as .xlsx or CSV"),
    (rb"\{\\rtf", "an RTF document", "save the table as CSV"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP|(?i:<svg)", *_IMAGE),
    (rb"BM....\x00\x00\x00\x00|II\*\x00|MM\x00\*", *_IMAGE),
    (rb"ID3[\x00-\x09]|....ftyp|RIFF....(WAVE|AVI )|OggS\x00", *_FILM),
    (rb"\x7fELF|MZ.\x00", *_PROGRAM),
)  # fmt: skip
"""How a kind of file begins, what it is, and what to do."""


def refuse_what_is_no_table(name: str, head: bytes) -> None:
    """Raise `InputError`, with what to do, if the first bytes of an input show that it is no text table."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200]
    text = start.lower()
    if not text.strip(b"\x00"):
        raise InputError(f"{name} is empty", "was it saved, or is the download unfinished?")
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in text:
        shown = "if it shows the table, open it in a spreadsheet and save it as .xlsx or CSV; " * (
            b"<table" in head.lower()
        )
        raise InputError(
            f"{name} is a web page, not a table",
            f"{shown}a download that needs a login or a click gives such a page",
        )
    if re.match(rb"<(table|meta|style|div|!--)", text) and b"<table" in head.lower():
        raise InputError(
            f"{name} is a table of a web page, whatever its name says",
            "open it in a spreadsheet and save it as .xlsx or CSV",
        )
    if text.startswith(b"version https://git-lfs"):
        raise InputError(
            f"{name} is a git-LFS pointer; the table itself was not fetched", "fetch it with: git lfs pull"
        )
    if text.startswith(b"<?xml"):
        raise InputError(f"{name} is XML, not a table", "save it as CSV")
    for pattern, what, todo in _KINDS:
        if re.match(pattern, start, re.DOTALL) or re.match(pattern, head, re.DOTALL):
            raise InputError(f"{name} is {what}, not a CSV table", todo)
    n_control = len(head) - len(head.translate(None, _CONTROL))
    if n_control > max(A_FEW, MAX_CONTROL * len(head)) and encoding_by_mark(head) is None:
        raise InputError(
            f"{name} is no text: it begins with the bytes {head[:8].hex(' ')}",
            "open it with the program that made it and save the table as CSV",
        )
