"""The same report in other formats, made by LibreOffice where it is installed: the same paragraphs."""

import subprocess
from pathlib import Path

import pytest
from docx_parts import OFFICIAL, docx, num, numbered, p

from reportmine.readers import office, read

pytestmark = pytest.mark.skipif(office.available() is None, reason="LibreOffice is not installed")

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
