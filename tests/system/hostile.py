"""Makes hostile files: small on disk, vast once read. Each is written piece by piece."""

import json
import struct
import zipfile
import zlib

MEGA = 1 << 20

RELATIONS = '<a><Relationship Id="1" Type="/officeDocument" Target="book.xml"/></a>'
PARTS = ('<a><Relationship Id="1" Type="/worksheet" Target="sheet.xml"/>'
         '<Relationship Id="2" Type="/styles" Target="styles.xml"/>'
         '<Relationship Id="3" Type="/sharedStrings" Target="strings.xml"/></a>')
BOOK = '<workbook><sheets><sheet name="表" id:id="1"/></sheets></workbook>'


def repeated(piece, times):
    """A text over and over, a megabyte or so at a time."""
    block = max(1, MEGA // len(piece))
    for _ in range(times // block):
        yield piece * block
    yield piece * (times % block)


def joined(*parts):
    for part in parts:
        if isinstance(part, (str, bytes)):
            yield part
        else:
            yield from part


def write(path, *parts):
    with open(path, "wb") as file:
        for piece in joined(*parts):
            file.write(piece if isinstance(piece, bytes) else piece.encode())
    return path


def archive(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, contents in files.items():
            with packed.open(name, "w") as part:
                for piece in joined(contents):
                    part.write(piece if isinstance(piece, bytes) else piece.encode())
    return path


def workbook(path, rows="", merges="", sheet=None, styles="<styleSheet/>", strings="<sst/>",
             book=BOOK, parts=PARTS, more=None):
    """An XLSX of one sheet. `rows` and the other parts: text, or pieces of it."""
    whole = joined("<worksheet><sheetData>", rows, "</sheetData>", merges, "</worksheet>")
    return archive(path, {"_rels/.rels": RELATIONS, "_rels/book.xml.rels": parts, "book.xml": book,
                          "styles.xml": styles, "strings.xml": strings,
                          "sheet.xml": whole if sheet is None else sheet, **(more or {})})


def row(*cells):
    return "<row>" + "".join(f'<c t="str"><v>{cell}</v></c>' for cell in cells) + "</row>"


def open_document(path, table, before=""):
    content = joined(before, "<office:document-content><office:body><office:spreadsheet>", table,
                     "</office:spreadsheet></office:body></office:document-content>")
    return archive(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                          "content.xml": content})


def table(*rows):
    return joined('<table:table table:name="表">', *rows, "</table:table>")


def table_row(*cells, repeat=1):
    return (f'<table:table-row table:number-rows-repeated="{repeat}">' +
            "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
                    for cell in cells) + "</table:table-row>")


def declare_size(path, name, size):
    """Changes what the directory of a ZIP archive and the file's own head say of its size."""
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", (24, 28, 46)), (b"PK\x03\x04", (22, 26, 30))):
        at = data.find(mark)
        while at >= 0:
            length = struct.unpack_from("<H", data, at + place[1])[0]
            if data[at + place[2]:at + place[2] + length] == name.encode():
                struct.pack_into("<I", data, at + place[0], size)
            at = data.find(mark, at + 4)
    path.write_bytes(bytes(data))
    return path


def overlapping(path, count, size):
    """A ZIP archive whose entries are all the same bytes, as in the bombs that overlap."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    blank = b" " * size
    packed = packer.compress(blank) + packer.flush()
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, zlib.crc32(blank), len(packed), size, 1, 0)
    local = b"PK\x03\x04" + head + b"x" + packed
    entries = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 20) + head[:-4] +
        struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
        for name in (str(number).encode() for number in range(count)))
    counted = min(count, 0xFFFF)
    path.write_bytes(local + entries + b"PK\x05\x06" + struct.pack(
        "<HHHHIIH", 0, 0, counted, counted, len(entries), len(local), 0))
    return path


def features(path, geometry, code="341502005"):
    """A map of one area; `geometry`: its coordinates, as text or pieces of it."""
    return write(path, '{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
                 '{"code":' + json.dumps(code) + '},"geometry":{"type":"Polygon","coordinates":',
                 geometry, "}}]}")
