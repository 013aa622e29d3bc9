"""Word files made by hand, part by part, so that a test says exactly what is in them."""

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body: str, **parts: str) -> bytes:
    """A docx whose body is `body`; `parts` are the insides of styles, numbering, footnotes, header1 … by
    name.
    """
    files = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    roots = {
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "header1": "hdr",
        "footer1": "ftr",
    }
    overrides = [("word/document.xml", "document.main+xml")]
    rels = []
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = f"<w:{roots[name]} {_NAMES}>{inside}</w:{roots[name]}>"
        kind = name.rstrip("1")
        overrides.append((f"word/{name}.xml", f"{kind}+xml"))
        rels.append(f'<Relationship Id="r{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>')
    files["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELS}">{"".join(rels)}</Relationships>'
    files["_rels/.rels"] = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{_KINDS}{kind}"/>' for part, kind in overrides
    )
    files["[Content_Types].xml"] = (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
    )
    return packed(files)


def packed(files: dict[str, str | bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(text: str = "", properties: str = "", *, runs: str = "") -> str:
    """A paragraph of one plain run, and of further `runs`."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{runs}</w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(index: int, format: str, text: str, *, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


OFFICIAL = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3．")
    + level(3, "decimal", "（%4）")
    + "</w:abstractNum>"
)
"""The four levels of GB/T 9704: 一、（一）1．（1）."""


def num(number: int, abstract: int = 0, inside: str = "") -> str:
    """A list that uses an abstract list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{inside}</w:num>'
