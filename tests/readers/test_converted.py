"""The same report in other formats, made by LibreOffice where it is installed: the same paragraphs."""

import subprocess
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from docx_parts import OFFICIAL, docx, num, numbered, p

from reportmine.readers import office, read

pytestmark = pytest.mark.skipif(office.available() is None, reason="LibreOffice is not installed")

MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
CONTENT = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
    '<office:body><office:text><text:p>组织12次学习。</text:p><text:p><draw:frame svg:width="2cm" svg:height="2cm" '
    'text:anchor-type="as-char"><draw:image xlink:href="{address}" xlink:type="simple"/></draw:frame></text:p></office:text></office:body>'
    '</office:document-content>'
)
CORPUS = Path(__file__).parents[2] / "corpora" / "reports"
SAMPLES = ("audit_mid", "health_mid", "company_final")
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>'
STYLES = '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
FOOT = (
    '<w:p><w:r><w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
)
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rfooter1"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474" w:footer="992"/></w:sectPr>'
)


def source(name: str) -> list[str]:
    lines = read(CORPUS / f"{name}.txt").text.split("\n")
    return [line.strip() for line in lines if line.strip()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The sample reports as docx, doc, pdf, html, odt and rtf."""
    root = tmp_path_factory.mktemp("formats")
    for name in SAMPLES:
        body = (
            "".join(p(line.replace("&", "&amp;").replace("<", "&lt;"), INDENT) for line in source(name))
            + SECTION
        )
        (root / f"{name}.docx").write_bytes(docx(body, styles=STYLES, footer1=FOOT))
    body = (
        numbered("总体情况", 1)
        + numbered("加强领导", 1, 1)
        + numbered("建立台账", 1, 2)
        + numbered("存在问题", 1)
    )
    (root / "numbered.docx").write_bytes(docx(body, numbering=OFFICIAL + num(1)))
    files = sorted(map(str, root.glob("*.docx")))
    for kind in ("doc", "pdf", "html", "odt", "rtf"):
        command = [
            office.available(),
            f"-env:UserInstallation={(root / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
        ]
        subprocess.run(
            [*command, "--outdir", str(root), *files], check=True, capture_output=True, timeout=180
        )  # noqa: S603
    return root


@pytest.mark.parametrize("kind", ["docx", "doc", "pdf", "html", "odt", "rtf"])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_has_the_same_paragraphs_in_every_format(folder, name, kind):
    def squeezed(lines: list[str]) -> list[str]:
        return ["".join(line.split()) for line in lines]

    assert squeezed(read(folder / f"{name}.{kind}").text.split("\n")) == squeezed(source(name))


@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_numbering_survives_conversion(folder, kind):
    assert read(folder / f"numbered.{kind}").text == "一、总体情况\n（一）加强领导\n1．建立台账\n二、存在问题"


def test_pages_of_a_pdf_are_known(folder):
    report = read(folder / "audit_mid.pdf")
    assert report.pages[0] == 0
    assert list(report.pages) == sorted(report.pages)
    assert len(report.pages) > 1


def test_a_wps_file_is_read_as_the_doc_it_is(folder):
    (folder / "a.wps").write_bytes((folder / "audit_mid.doc").read_bytes())
    assert read(folder / "a.wps").text == read(folder / "audit_mid.doc").text


def test_a_linked_picture_is_not_fetched(tmp_path: Path):
    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name that the library calls
            asked.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/picture.png"
    odt = tmp_path / "report.odt"
    with zipfile.ZipFile(odt, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr("content.xml", CONTENT.format(address=address))
    assert "组织12次学习。" in read(odt).text
    server.shutdown()
    assert asked == []
