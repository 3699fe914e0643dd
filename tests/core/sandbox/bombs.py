# ruff: noqa: E501 - pieces of foreign formats are read whole
"""Files made to harm their reader, generated; none is larger than a few megabytes."""

import io
import struct
import zipfile
import zlib

WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
    ' Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{to}"/></Relationships>'
)


def png(width: int, height: int) -> bytes:
    """A picture of few bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * min(height, 2000)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def gif(frames: int) -> bytes:
    """A moving picture of very many frames."""
    frame = b"\x21\xf9\x04\x00\x01\x00\x00\x00\x2c\x00\x00\x00\x00\x58\x02\x58\x02\x00\x02\x02\x44\x01\x00"
    return b"GIF89a\x58\x02\x58\x02\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame * frames + b";"


def zipped(parts: dict[str, bytes | int], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of parts; a number instead of bytes is that many megabytes of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            if isinstance(content, bytes):
                archive.writestr(name, content)
                continue
            with archive.open(name, "w", force_zip64=True) as member:
                for _ in range(content):
                    member.write(bytes(1024 * 1024))
    return out.getvalue()


def workbook(**parts: bytes | int) -> bytes:
    """An XLSX with a given sheet and other parts of a given name (`sharedStrings`, `sheet1`)."""
    names = {"sheet1": "xl/worksheets/sheet1.xml", "sharedStrings": "xl/sharedStrings.xml"}
    return zipped(
        {
            "[Content_Types].xml": TYPES.encode(),
            "_rels/.rels": RELATIONS.format(kind="officeDocument", to="xl/workbook.xml").encode(),
            "xl/workbook.xml": WORKBOOK.encode(),
            "xl/_rels/workbook.xml.rels": RELATIONS.format(
                kind="worksheet", to="worksheets/sheet1.xml"
            ).encode(),
            **{names[name]: content for name, content in parts.items()},
        }
    )


def sheet(cells: str) -> bytes:
    """A sheet of one row."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{namespace}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()


def entity_workbook() -> bytes:
    """A billion laughs inside a sheet."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ха"}">' for n in range(10))
    body = sheet('<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c>').decode()
    return workbook(sheet1=f"<?xml version='1.0'?><!DOCTYPE x [{laughs}]>{body}".encode())


def ten_gigabytes(name: str, claimed: int) -> bytes:
    """An archive whose one part inflates to 10 GB, whatever its directory claims."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1024 * 1024)) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = block * 10_240 + packer.flush()
    coded = name.encode()
    fields = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, 0, len(stream), claimed, len(coded), 0)
    start = b"PK\x03\x04" + fields + coded
    entry = (
        b"PK\x01\x02"
        + struct.pack("<H", 20)
        + fields
        + struct.pack("<HHHII", 0, 0, 0, 0, 0)
        + coded
    )
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry), len(start) + len(stream), 0)
    return start + stream + entry + end


def overlapping(members: int) -> bytes:
    """Very many members of a directory that share the bytes of one."""
    data = zipped({"a": 1})
    start = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    tail = struct.pack(
        "<IHHHHIIH",
        0x06054B50,
        0,
        0,
        members & 0xFFFF,
        members & 0xFFFF,
        len(entry) * members,
        start,
        0,
    )
    return data[:start] + entry * members + tail


def nested(levels: int) -> bytes:
    """An archive in an archive in an archive."""
    data = zipped({"a": 8})
    for level in range(levels):
        data = zipped({f"{level}-{copy}.zip": data for copy in range(8)})
    return data
